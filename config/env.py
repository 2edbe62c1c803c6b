"""The only place that reads the environment. Every setting that differs between machines is named here.

`.env.example` lists them for operators.
"""

import os
from pathlib import Path

import environ

from config import local_postgres

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def choose_settings(default: str = "config.settings.platform") -> None:
    """Name the settings module for this process unless the environment already did."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", default)


def environment_with(**overrides: str) -> dict[str, str]:
    """This process's environment with `overrides`, for a child process."""
    return {**os.environ, **overrides}


def set_defaults(**values: str) -> None:
    """Give variables a value where the environment has none (demo and tests)."""
    for name, value in values.items():
        os.environ.setdefault(name, value)


def is_set(name: str) -> bool:
    """Whether the environment says anything about `name`."""
    return bool(os.environ.get(name))


def database(service: str) -> dict:
    """Django's settings of a service's database.

    DATABASE_URL where it is set; else the embedded server of that service ("platform" or
    "survey"), whose data lies under DATA_DIR.
    """
    url = os.environ.get("DATABASE_URL") or local_postgres.url(DATA_DIR / "postgres" / service)
    settings = environ.Env.db_url_config(url)
    settings["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", 60)
    settings["CONN_HEALTH_CHECKS"] = True
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


DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / ".data")))


def __getattr__(name: str):
    """Where this runs, read when it is asked for: tests and the demo say it after this import.

    DEPLOYMENT is production, demo or test; demo speaks plain http on this machine and says so on
    every page.
    """
    deployment = env.str("DEPLOYMENT", "production")
    known = {"DEPLOYMENT": deployment, "IS_PRODUCTION": deployment == "production"}
    if name in known:
        return known[name]
    raise AttributeError(name)
