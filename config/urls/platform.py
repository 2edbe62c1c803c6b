"""Addresses of the platform. Pages carry their language first; machines' addresses do not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from core.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("schools.urls_plain")),
]

urlpatterns += i18n_patterns(
    path("", include("schools.urls")),
    path("", include("helplines.urls")),
    path("", include("curriculum.urls")),
    path("", include("quizzes.urls")),
    path("", include("reporting.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    path("read/", include(wagtail_urls)),
)
