"""Addresses of the platform. Pages carry their language first; machines' addresses do not."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.views.account import LogoutView
from wagtail.documents import urls as wagtaildocs_urls

from core.health import healthz
from schools.views.staff import closed_door, editor_login

handler500 = "helplines.views.server_error"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    # Before Wagtail's own, which know neither the second factor nor a count of failed tries.
    path("cms/login/", editor_login),
    # Wagtail's own opens to whoever may edit; signing out is for everybody.
    path("cms/logout/", LogoutView.as_view()),
    re_path(r"^cms/(password_reset|failwhale)/", closed_door),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/", include("core.media.urls")),
    path("api/v1/", include("reporting.urls_api")),
    path("", include("schools.urls_plain")),
]

urlpatterns += i18n_patterns(
    # Addresses are tried in this order: the busiest first.
    path("", include("quizzes.urls")),
    path("", include("schools.urls")),
    path("", include("helplines.urls")),
    path("", include("lessons.urls")),
    path("", include("curriculum.urls")),
    path("", include("reporting.urls")),
    path("", include("core.urls")),
    # Accounts are made and mended by the people who manage them: a session left open must not be
    # enough to move an account to another address.
    re_path(r"^accounts/(email|confirm-email|password/set)/", closed_door),
    path("accounts/", include("allauth.account.urls")),
    # Sign-in at an office: nothing is linked to an account and nobody becomes new by it.
    re_path(r"^accounts/office/(signup/)?$", closed_door),
    path("accounts/office/", include("allauth.socialaccount.urls")),
    path("accounts/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    path("read/", include(wagtail_urls)),
)

if settings.LTI_ENABLED:
    # Launches from learning platforms of schools.
    urlpatterns += [path("lti/", include("curriculum.urls_lti_plain"))]
    urlpatterns += i18n_patterns(path("", include("curriculum.urls_lti")))
