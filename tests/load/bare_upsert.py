"""The least that could save an answer in a new Django project: a session, its user, one upsert."""

import json

from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.utils import timezone

from quizzes.models import Answer

# As `django-admin startproject` of Django 5.2 writes them.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def save(request):
    """Store what was sent, whatever it is."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    sent = json.loads(request.body)
    answer = Answer(
        attempt_id=sent["attempt"],
        item_id=sent["item"],
        chosen=sent["chosen"],
        client_rev=sent["client_rev"],
        saved_at=timezone.now(),
    )
    Answer.objects.bulk_create(
        [answer],
        update_conflicts=True,
        unique_fields=["attempt", "item"],
        update_fields=["chosen", "client_rev", "saved_at"],
    )
    return JsonResponse({"saved_rev": answer.client_rev})


urlpatterns = [path("save/", save)]
