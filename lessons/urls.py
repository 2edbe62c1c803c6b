"""The search; lessons themselves are served by Wagtail under read/."""

from django.urls import path

from lessons import views

app_name = "lessons"
urlpatterns = [path("search/", views.search, name="search")]
