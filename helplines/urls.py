"""Addresses of help: public, without sign-in."""

from django.urls import path

from helplines import views

app_name = "helplines"
urlpatterns = [
    path("help/", views.help_page, name="help"),
    path("leave/", views.leave_page, name="leave"),
    path("formulas/", views.neutral_page, name="neutral"),
]
