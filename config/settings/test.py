"""Tests: both services' tables in one process, on real PostgreSQL.

Only here are both databases known: the platform's as "default", the survey's as "survey".
Journeys in the browser do not use these settings; they start the two real services.
"""

from config import env as environment

environment.set_defaults(
    DEPLOYMENT="test",
    SECRET_KEY="only-for-tests-" + "k" * 50,
    PIN_PEPPER="only-for-tests",
    # An Ed25519 pair made for the tests alone.
    BUNDLE_SIGNING_KEY="DZ/yeYWpdQUA9pC/R5MSdaq939HHAHvF19nNCC2Y/s8=",
    BUNDLE_PUBLIC_KEY="PFrZdL6YzB7FHFAKipxc+TLuItsXEtcLhJhd03I9Bf4=",
    LTI_ENABLED="true",
    LTI_PSEUDONYM_KEY="only-for-tests",
    TOMBSTONES_DIR=str(environment.DATA_DIR / "test" / "tombstones"),
)

from config.settings.platform import *
from config.settings.platform import DATABASES, INSTALLED_APPS, STORAGES, TASK_QUEUES

# Each service has an embedded server of its own in the tests too; DATABASE_URL and
# SURVEY_DATABASE_URL name others.
DATABASES["default"] = environment.test_database("platform", url_variable="DATABASE_URL")
DATABASES["survey"] = environment.test_database("survey", url_variable="SURVEY_DATABASE_URL")
# Neither waits for the other to be made.
DATABASES["survey"]["TEST"]["DEPENDENCIES"] = []
DATABASE_ROUTERS = ["config.routers.CollectorRouter"]
INSTALLED_APPS += ["reporting.collector"]
BUNDLE_PUBLIC_KEY = environment.env.str("BUNDLE_PUBLIC_KEY")
PEPPER_DIR = environment.DATA_DIR / "test" / "peppers"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Search and reference indexes cost every published page more than publishing it; tests that look
# things up there use `tasks_at_once`.
DUMMY = "django_tasks.backends.dummy.DummyBackend"
TASKS = {"default": {"BACKEND": DUMMY, "QUEUES": TASK_QUEUES}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
