"""Addresses without a language: the root, and what a QR code carries."""

from django.urls import path
from django.views.generic import RedirectView

# Korean is what everyone sees first; each page offers English.
urlpatterns = [
    path("", RedirectView.as_view(url="/ko/"), name="root"),
    # The code stands behind a # and so never reaches a server or its log; browsers carry it
    # across this redirect, and join.js puts it into the form.
    path("j/", RedirectView.as_view(url="/ko/join/"), name="join-by-qr"),
]
