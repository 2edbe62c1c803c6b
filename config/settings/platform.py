"""The platform: people, lessons, quizzes, rounds, releases. Never an answer of the survey."""

from pathlib import Path

from config.env import (
    DATA_DIR,
    DEPLOYMENT,
    IS_PRODUCTION,
    database,
    env,
    learning_platforms,
    learning_record_store,
    mail_server,
    office_sign_ins,
    secret,
)
from config.settings.base import *
from config.settings.base import TEMPLATES

ROOT_URLCONF = "config.urls.platform"
SERVICE_KIND = "platform"
DATABASES = {"default": database("platform")}
# The role `grant_rights` makes; the processes that serve requests take it on (config/env.py).
DATABASE_ROLE = env.str("DATABASE_ROLE", "platform_app")

INSTALLED_APPS = [
    "core",
    "helplines",
    "schools",
    "lessons",
    "quizzes",
    "reporting",
    "curriculum",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "lti_tool",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

# Takes polls that need nothing of Django.
BEFORE_DJANGO = ["curriculum.live_polls.UnchangedPolls"]
MIDDLEWARE = [
    "core.middleware.SecurityHeadersMiddleware",
    "curriculum.live_polls.UnchangedPollMiddleware",
    "core.middleware.KnownVerbsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "helplines.middleware.AskNobodyMiddleware",
    "core.page_cache.PublicPageCacheMiddleware",
    "curriculum.live_polls.LivePollMiddleware",
    "core.middleware.ActingFromMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "schools.idle.ActivityMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "core.publish_gate.PublicationRefusedMiddleware",
    "core.middleware.StillBusyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "schools.middleware.StudentMiddleware",
    "schools.middleware.SecondFactorMiddleware",
    "schools.middleware.StepUpMiddleware",
    "schools.middleware.EditorDoorMiddleware",
]

TEMPLATES[0]["OPTIONS"]["context_processors"] = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "wagtail.contrib.settings.context_processors.settings",
    "core.context_processors.shell",
    "helplines.context_processors.help_strip",
    "schools.context_processors.signed_in",
]

# Networks of the proxies whose X-Forwarded-For is believed: see core/addresses.py (T-15).
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])

# People who work here. Students have no account: see schools/sign_in.py.
AUTH_USER_MODEL = "schools.User"
AUTHENTICATION_BACKENDS = ["schools.backends.RoleBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "schools:staff-home"
LOGOUT_REDIRECT_URL = "schools:front"
ACCOUNT_ADAPTER = "schools.adapters.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_SESSION_REMEMBER = False
# One school is one address: an address is never what gets locked (scenarios.md, Throttle keys).
ACCOUNT_RATE_LIMITS = {
    "login": None,
    # Counted by account, at sign-in and where a password or a code is asked again (T-18).
    "login_failed": "10/5m/key",
    "request_login_code": "3/m/key",
    "reset_password": "5/15m/key",
    # The key of a reset link cannot be guessed.
    "reset_password_from_key": None,
    "signup": None,
}
# Django's own: it needs no second record of the e-mail, as allauth's would make.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
PASSWORD_RESET_TIMEOUT = 60 * 60
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_ADAPTER = "schools.adapters.StaffMFAAdapter"
MFA_FORMS = {
    "add_webauthn": "schools.forms_staff.PasskeyForm",
    "edit_webauthn": "schools.forms_staff.PasskeyNameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Digital Safety Classroom"
# Sign-in at offices of education that run a provider of their own; none by default.
SOCIALACCOUNT_ADAPTER = "schools.adapters.OfficeSignInAdapter"
# A link, not a form: browsers hold the redirect after a form against the page's form-action.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"APPS": office_sign_ins(), "OAUTH_PKCE_ENABLED": True}
}
# Letters to staff: the console (the demo's log) where no server is named.
vars().update(mail_server())
# Kept out of the database: a stolen copy of it cannot test PINs or class codes.
PIN_PEPPER = secret("PIN_PEPPER", at_least=32)

# Counts of failed tries in this browser; networks of schools whose address alone is no sign.
DEVICE_COOKIE_NAME = "__Host-dev" if IS_PRODUCTION else "dev"
# The class code between the two pages of the door.
JOIN_COOKIE_NAME = "__Host-join" if IS_PRODUCTION else "join"
KNOWN_SCHOOL_NETWORKS = env.list("KNOWN_SCHOOL_NETWORKS", default=[])

# Ids of purged classes; apart from the database's back-ups, so that none brings them back.
TOMBSTONES_DIR = Path(env.str("TOMBSTONES_DIR", str(DATA_DIR / "tombstones")))
# Copies of the help pages, for the proxy to serve while the platform does not answer.
STATIC_HELP_DIR = Path(env.str("STATIC_HELP_DIR", str(DATA_DIR / "static-help" / DEPLOYMENT)))
REQUIRED_AT_START = ["schools.tombstones.require_none_back"]

SESSION_ENGINE = "schools.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = IS_PRODUCTION
SESSION_COOKIE_NAME = "__Host-session" if IS_PRODUCTION else "session"
SESSION_EXPIRE_AT_BROWSER_CLOSE = False
SESSION_COOKIE_AGE = 8 * 60 * 60
CSRF_COOKIE_SECURE = IS_PRODUCTION
CSRF_COOKIE_NAME = "__Host-csrf" if IS_PRODUCTION else "csrf"
CSRF_FAILURE_VIEW = "core.views.csrf_failure"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SECURE_REFERRER_POLICY = "same-origin"

MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media" / DEPLOYMENT

# Signs the bundle that opens a survey round; the survey service holds the public half only.
BUNDLE_SIGNING_KEY = secret("BUNDLE_SIGNING_KEY", at_least=44)

# What leaves for a school's learning platform or an xAPI store: both off by default.
vars().update(learning_record_store())
vars().update(learning_platforms())
LTI_COOKIE_NAME = "__Host-lti" if IS_PRODUCTION else "lti"

# What only the tabulator's machine can do has a queue of its own (reporting/tasks.py).
TASK_QUEUES = ["default", "tabulator"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": TASK_QUEUES}}
# What `keep_schedule`, or a scheduler of the machine, runs at the beginning of every minute.
EVERY_MINUTE = ["publish_scheduled", "publish_releases", "watch_audit"]
CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}

# Wagtail.
WAGTAIL_SITE_NAME = "디지털 안전 교실"
WAGTAILADMIN_BASE_URL = env.str("PLATFORM_URL", "http://localhost:8000")
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = [("ko", "한국어"), ("en", "English")]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS = []
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# Uploads: core/media/pictures.py says what is let in and rewrites it; no SVG, which can hold code.
WAGTAILIMAGES_IMAGE_MODEL = "core.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "core.media.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8_000_000
WAGTAILIMAGES_WEBP_QUALITY = 80
WAGTAIL_FRONTEND_LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "/ko/accounts/login/"
# Accounts are changed on the account pages or by those who manage them, never in the editor.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = True
# A translation starts as a draft, whatever its source is: see lessons/translation_views.py.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
