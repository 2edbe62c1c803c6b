"""Addresses for programs; they carry no language."""

from django.urls import path

from reporting.views import api

app_name = "statistics-api"
urlpatterns = [
    path("openapi.json", api.openapi, name="openapi"),
    path("releases/", api.releases, name="releases"),
    path("releases/<slug:key>/", api.release, name="release"),
    path("releases/<slug:key>/tables/<slug:table>/", api.table, name="table"),
]
