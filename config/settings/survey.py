"""The survey service: the open round's bundle, spent codes, sealed answers. Nobody's name.

No sessions, cookies, accounts, Wagtail or request log; its database is an instance of its own.
"""

from config.env import DATA_DIR, DEPLOYMENT, database, env
from config.settings.base import *
from config.settings.base import LOGGING, TEMPLATES

ROOT_URLCONF = "config.urls.survey"
SERVICE_KIND = "survey"
DATABASES = {"default": database("survey")}

# `core` is furniture to import from here, not an app: its models belong to the platform.
INSTALLED_APPS = [
    "reporting.collector",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "reporting.collector.middleware.NothingStoredMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
]

TEMPLATES[0]["OPTIONS"]["context_processors"] = [
    "django.template.context_processors.request",
    "core.context_processors.shell",
    "reporting.collector.context_processors.survey_shell",
]

SECURE_REFERRER_POLICY = "no-referrer"
# There is no cookie to check and no session to ride on: see reporting.collector.middleware.
SILENCED_SYSTEM_CHECKS = ["security.W002", "security.W003"]

# The service does not start on a database server that writes down what it must not.
REQUIRED_AT_START = ["reporting.collector.server_settings.require_kept_promise"]

# The public half of the platform's bundle key: an unsigned or foreign bundle is refused.
BUNDLE_PUBLIC_KEY = env.str("BUNDLE_PUBLIC_KEY")
# Beside the database, so that a stolen copy of it cannot test codes.
PEPPER_DIR = DATA_DIR / "peppers"

# An uploaded file would be spooled to disk; there is nothing to upload here.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 65_536

# Django names the path, and in debug reports much more, of every failed request. Here only that
# something failed is written, by reporting.collector itself.
LOGGING["loggers"] = {
    "django.request": {"handlers": [], "level": "CRITICAL", "propagate": False},
    "django.security": {"handlers": [], "level": "CRITICAL", "propagate": False},
    "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
}
STATIC_ROOT = DATA_DIR / "static" / f"{DEPLOYMENT}-survey"
