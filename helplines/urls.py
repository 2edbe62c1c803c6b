"""Addresses of help: public, without sign-in.

No address says why somebody is here: addresses stay in histories and in logs.
"""

from django.urls import path

from helplines import views

app_name = "helplines"
urlpatterns = [
    path("help/", views.help_page, name="help"),
    path("help/first-steps/", views.guidance_page, name="guidance"),
    path("help/cards/", views.cards_page, name="cards"),
    path("leave/", views.leave_page, name="leave"),
    path("saved/", views.saved_page, name="saved"),
    path("formulas/", views.neutral_page, name="neutral"),
]
