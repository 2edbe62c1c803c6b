"""The only place that reads the environment: every setting that differs between machines.

`.env.example` lists them for operators.
"""

import os
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from config import local_postgres

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def choose_settings(default: str = "config.settings.platform") -> None:
    """Name the settings module for this process unless the environment already did."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", default)


def environment_with(*, without: tuple[str, ...] = (), **overrides: str) -> dict[str, str]:
    """This process's environment for a child process, changed.

    Args:
        without: variables the child must not see.
        overrides: variables it sees with these values.
    """
    kept = {name: value for name, value in os.environ.items() if name not in without}
    return {**kept, **overrides}


def set_defaults(**values: str) -> None:
    """Give variables a value where the environment has none (demo and tests)."""
    for name, value in values.items():
        os.environ.setdefault(name, value)


def is_set(name: str) -> bool:
    """Whether the environment says anything about `name`."""
    return bool(os.environ.get(name))


def database(service: str) -> dict:
    """Django's settings of a service's database.

    DATABASE_URL where it is set; else, outside production, the embedded server of that service
    ("platform" or "survey"), whose data lies under DATA_DIR.

    Raises:
        ImproperlyConfigured: production without DATABASE_URL, which would quietly take up the
            data of a demo.
    """
    if _deployment() == "production":
        env.str("DATABASE_URL")
    url = os.environ.get("DATABASE_URL") or local_postgres.url(DATA_DIR / "postgres" / service)
    settings = environ.Env.db_url_config(url)
    settings["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", 60)
    settings["CONN_HEALTH_CHECKS"] = True
    if role := os.environ.get("DATABASE_ROLE"):
        # Taken on by each connection; core/database_rights.py says what it may do.
        settings.setdefault("OPTIONS", {})["options"] = f"-c role={role}"
    return settings


def test_database(service: str, *, url_variable: str) -> dict:
    """Django's settings of a service's database in tests; starts the embedded server if used.

    Test databases carry the process id, so that runs side by side do not meet.
    """
    url = os.environ.get(url_variable)
    if not url:
        data_dir = DATA_DIR / "postgres" / f"test-{service}"
        local_postgres.start(data_dir, settings=local_postgres.SERVER_SETTINGS[service])
        url = local_postgres.url(data_dir)
    settings = environ.Env.db_url_config(url)
    settings["TEST"] = {"NAME": f"test_{service}_{os.getpid()}"}
    return settings


def secret(name: str, *, at_least: int) -> str:
    """A secret from the environment; in production a published or short one is refused.

    Args:
        name: the variable.
        at_least: characters it must have in production.

    Raises:
        ImproperlyConfigured: it is missing, or not fit for production.
    """
    value = env.str(name)
    is_weak = len(value) < at_least or value.startswith(("only-for-tests", "change-me", "demo-"))
    if _deployment() == "production" and is_weak:
        raise ImproperlyConfigured(f"{name} is too short or an example; make one of your own.")
    return value


def mail_server() -> dict:
    """Django's settings of the mail server and the sender.

    Raises:
        ImproperlyConfigured: production without EMAIL_URL, where invitations would go nowhere.
    """
    if _deployment() == "production":
        env.str("EMAIL_URL")
    settings = env.email_url("EMAIL_URL", default="consolemail://")
    return {**settings, "DEFAULT_FROM_EMAIL": env.str("EMAIL_FROM", "no-reply@localhost")}


def office_sign_ins() -> list[dict]:
    """OpenID Connect providers of offices, from OIDC_PROVIDERS, as allauth wants them.

    Each names the domains whose e-mails it may speak for.

    Raises:
        ImproperlyConfigured: a provider without one of its keys, or without any domain.
    """
    return [_office_sign_in(each) for each in env.json("OIDC_PROVIDERS", default=[])]


def _office_sign_in(given: dict) -> dict:
    missing = {"id", "name", "client_id", "secret", "server_url", "domains"} - {
        key for key, value in given.items() if value
    }
    if missing:
        raise ImproperlyConfigured(f"OIDC_PROVIDERS lacks {', '.join(sorted(missing))}.")
    domains = [domain.lower() for domain in given["domains"]]
    return {
        "provider_id": given["id"],
        "name": given["name"],
        "client_id": given["client_id"],
        "secret": given["secret"],
        "settings": {"server_url": given["server_url"], "domains": domains},
    }


def learning_record_store() -> dict:
    """Settings of the xAPI store: all empty, and so switched off, without XAPI_ENDPOINT.

    Raises:
        ImproperlyConfigured: an endpoint without its sign-in or without a key for pseudonyms, or
            one that production would reach without TLS.
    """
    endpoint = env.str("XAPI_ENDPOINT", "").rstrip("/")
    if not endpoint:
        return {"XAPI_ENDPOINT": "", "XAPI_AUTH": "", "XAPI_PSEUDONYM_KEY": ""}
    if not endpoint.startswith("https://") and _deployment() == "production":
        raise ImproperlyConfigured("XAPI_ENDPOINT must begin with https://.")
    auth = secret("XAPI_AUTH", at_least=3)
    if ":" not in auth:
        raise ImproperlyConfigured("XAPI_AUTH is the store's key and secret, as key:secret.")
    key = secret("XAPI_PSEUDONYM_KEY", at_least=32)
    return {"XAPI_ENDPOINT": endpoint, "XAPI_AUTH": auth, "XAPI_PSEUDONYM_KEY": key}


def learning_platforms() -> dict:
    """Settings of launches from learning platforms of schools (LTI 1.3); off by default.

    Raises:
        ImproperlyConfigured: switched on without a key for what is remembered of learners.
    """
    is_on = env.bool("LTI_ENABLED", False)
    key = secret("LTI_PSEUDONYM_KEY", at_least=32) if is_on else ""
    return {"LTI_ENABLED": is_on, "LTI_PSEUDONYM_KEY": key}


def _deployment() -> str:
    name = env.str("DEPLOYMENT", "production")
    if name not in ("production", "demo", "test"):
        raise ImproperlyConfigured(f"DEPLOYMENT is {name}; it is production, demo or test.")
    return name


DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / ".data")))


def __getattr__(name: str):
    """Where this runs, read when it is asked for: tests and the demo say it after this import.

    Demo speaks plain http on this machine and says so on every page.
    """
    known = {"DEPLOYMENT": _deployment, "IS_PRODUCTION": lambda: _deployment() == "production"}
    if name in known:
        return known[name]()
    raise AttributeError(name)
