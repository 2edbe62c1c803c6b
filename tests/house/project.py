"""The project as files and as Django sees it, for the tests of the house."""

from pathlib import Path

from django.apps import apps

from config.env import BASE_DIR

ROOT = BASE_DIR
OUR_APPS = (
    "core",
    "helplines",
    "schools",
    "lessons",
    "quizzes",
    "curriculum",
    "reporting",
    "collector",
)
CODE_FOLDERS = ("config", *OUR_APPS[:-1])


def our_models() -> list:
    """Every concrete model this project defines."""
    return [model for label in OUR_APPS for model in apps.get_app_config(label).get_models()]


def python_files() -> list[Path]:
    """Every Python file of the product, tests and migrations left out."""
    return [
        path
        for folder in CODE_FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def template_files() -> list[Path]:
    """Every template of the product."""
    return sorted((ROOT / "templates").rglob("*.html"))
