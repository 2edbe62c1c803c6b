"""Every field says whether it points to a person; the survey's tables hold nothing that does."""

import pytest
from django.db import models

from tests.house.project import our_models

COLLECTOR = [model for model in our_models() if model._meta.app_label == "collector"]
REPORTING = [model for model in our_models() if model._meta.app_label in ("reporting", "collector")]


def own_field_names(model) -> set[str]:
    """Fields the model itself adds; what Wagtail's base classes bring is theirs."""
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return {
        field.name
        for field in fields
        if not (field.remote_field and getattr(field.remote_field, "parent_link", False))
    }


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_field_is_declared_personal_or_plain(model):
    declaration = getattr(model, "privacy", None)
    assert declaration is not None, f"{model._meta.label} has no privacy declaration"
    declared = declaration.personal | declaration.plain
    assert own_field_names(model) - declared == set(), "fields without a declaration"
    all_names = {field.name for field in model._meta.get_fields()}
    assert declared - all_names == set(), "declared fields that do not exist"


@pytest.mark.parametrize("model", REPORTING, ids=lambda model: model._meta.label)
def test_survey_tables_point_to_no_person(model):
    assert model.privacy.personal == frozenset()
    targets = {
        field.related_model._meta.app_label for field in model._meta.fields if field.related_model
    }
    assert targets <= {"reporting"}


@pytest.mark.parametrize("model", COLLECTOR, ids=lambda model: model._meta.label)
def test_i10_collector_tables_have_no_time_serial_address_or_foreign_key(model):
    forbidden = (
        models.DateField,
        models.TimeField,
        models.AutoField,
        models.GenericIPAddressField,
        models.ForeignKey,
        models.TextField,
    )
    assert [field.name for field in model._meta.fields if isinstance(field, forbidden)] == []
