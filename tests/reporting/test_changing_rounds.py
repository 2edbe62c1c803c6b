"""A round that is still a draft: what of it may be written anew, and what its tables hold fast."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from reporting.actions import TablesDeclared, change_round, prepare_round
from reporting.actions.release_states import OfAnotherInstrument, declare_publication
from reporting.actions.rounds import approve_instrument
from reporting.models import Round
from reporting.round_structure import declared_set
from tests.factories.reporting import questionnaire

pytestmark = pytest.mark.django_db


def prepared(by) -> Round:
    """A round nobody has reviewed, without a sealing key yet."""
    return prepare_round(
        key="2027-1",
        title_ko="학교생활 조사",
        title_en="School life survey",
        instrument=approve_instrument(questionnaire()),
        opens_at=timezone.now() + timedelta(days=2),
        closes_at=timezone.now() + timedelta(days=9),
        by=by,
    )


def another_instrument():
    """The shipped questionnaire without its last question, as a version of its own."""
    data = questionnaire()
    meta = {**data["meta"], "version": "2027-2"}
    return approve_instrument({**data, "meta": meta, "questions": data["questions"][:-1]})


def declare_tables(round, by):
    tables = declared_set(round)
    return declare_publication(round=round, publication=tables, schools={}, by=by)


def test_round_with_declared_tables_keeps_its_questionnaire(analyst):
    round, other = prepared(analyst), another_instrument()
    declare_tables(round, analyst)
    with pytest.raises(TablesDeclared):
        change_round(round=round, instrument=other, title_ko="다른 이름", by=analyst)
    round.refresh_from_db()
    assert round.title_ko == "학교생활 조사"
    change_round(round=round, instrument=round.instrument, title_ko="다른 이름", by=analyst)
    round.refresh_from_db()
    assert round.title_ko == "다른 이름"


def test_tables_are_not_declared_for_a_questionnaire_changed_in_the_meantime(analyst):
    round = prepared(analyst)
    change_round(round=round, instrument=another_instrument(), by=analyst)
    with pytest.raises(OfAnotherInstrument):
        declare_tables(round, analyst)
    declare_tables(Round.objects.get(pk=round.pk), analyst)


@pytest.mark.parametrize(("language", "words"), [("ko", "새 조사를 적어"), ("en", "a new round")])
def test_questionnaire_of_declared_tables_is_refused_at_its_field(
    analyst_client, analyst, language, words
):
    round, other = prepared(analyst), another_instrument()
    declare_tables(round, analyst)
    with translation.override(language):
        address = reverse("reporting:round-edit", kwargs={"key": round.key})
    form = analyst_client.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields} | {"instrument": other.pk}
    page = analyst_client.post(address, sent)
    assert words in str(page.context["form"].errors["instrument"])
    sent |= {"instrument": round.instrument_id, "title_en": "School life"}
    assert analyst_client.post(address, sent).status_code == 302
    round.refresh_from_db()
    assert round.title_en == "School life"
