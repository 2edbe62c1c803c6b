"""Addresses of the survey service."""

from django.urls import include, path

from core.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("reporting.collector.urls")),
]
