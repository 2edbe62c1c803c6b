"""Lessons are served by Wagtail under read/; they have no addresses of their own."""

app_name = "lessons"
urlpatterns: list = []
