"""The schema in the code and the schema in the migrations are the same."""

import io

import pytest
from django.core.management import call_command


@pytest.mark.django_db(databases=["default", "survey"])
def test_models_without_a_migration_do_not_exist():
    out = io.StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=out)
    assert "No changes detected" in out.getvalue()
