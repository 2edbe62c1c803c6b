"""Addresses a learning platform knows; they carry no language."""

from django.urls import path

from curriculum.views import lti

urlpatterns = [
    path("login/", lti.login, name="lti-login"),
    path("launch/", lti.launch, name="lti-launch"),
    path("keys.json", lti.keys, name="lti-keys"),
]
