"""Addresses of stored files; no language, no session."""

from django.urls import path

from core.media import views

urlpatterns = [
    path("captions/<uuid:record>.<slug:language>.vtt", views.captions, name="media-captions"),
    path("<path:name>", views.stored_file, name="media"),
]
