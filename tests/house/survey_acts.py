"""Acts on rounds and questionnaires, for the table of tests/house/test_audit.py."""

from reporting.actions import ask_step, copy_instrument, submit_instrument
from reporting.actions.rounds import approve_instrument
from reporting.models import ExportRequest, Release
from reporting.tally_form import field_name
from reporting.tally_rules import KEYS
from tests.factories.reporting import RoundFactory, make_export, make_release, questionnaire

ROUND_DATES = {
    "title_ko": "학교생활 조사",
    "title_en": "School life survey",
    "opens_on": "2097-05-03",
    "opens_time": "09:00",
    "closes_on": "2097-05-21",
    "closes_time": "18:00",
}
NEW_QUESTION = {
    "id": "Q99",
    "type": "single",
    "bands": ["E", "M", "H"],
    "sensitivity": "normal",
    "ko": "질문",
    "en": "Question",
    "options-TOTAL_FORMS": 1,
    "options-INITIAL_FORMS": 0,
    "options-0-code": "a",
    "options-0-ko": "예",
    "options-0-en": "Yes",
}


def a_quiet_week() -> dict:
    """An office's first week, in which it knew of nothing."""
    return {"replaces": 0, **{field_name(key): 0 for key in KEYS}}


def round_dates(world) -> dict:
    return {**ROUND_DATES, "instrument": approve_instrument(questionnaire()).pk}


def new_round(world) -> dict:
    return {**round_dates(world), "key": "2097-1"}


def a_draft_round(world) -> None:
    world.values.update(key=RoundFactory(state="draft").key)


def classes_that_draw(world) -> dict:
    return {"draws": [str(world.here.classroom.pk)]}


def an_open_round(world):
    round = RoundFactory()
    world.values.update(key=round.key, step="close")
    return round


def asked_to_close(world) -> None:
    ask_step(round=an_open_round(world), step="close", reason="계획한 마감", by=None)


def a_version(world):
    draft = copy_instrument(data=questionnaire(), version="2097-1", by=None)
    world.values.update(version=draft.version, question="Q10")
    return draft


def a_version_handed_in(world) -> None:
    submit_instrument(draft=a_version(world), by=None)


def a_copy(world) -> dict:
    return {"source": approve_instrument(questionnaire()).version, "version": "2097-1"}


TABLES = {
    "t-TOTAL_FORMS": 1,
    "t-INITIAL_FORMS": 1,
    "t-0-key": "respondents",
    "t-0-least": 10,
    "act": "save",
    "purpose": "국회 제출 자료",
    "understood": "on",
}
LATER = {"publish_on": "2097-05-03", "publish_time": "09:30", "understood": "on"}
SAID = {"note": "표를 모두 읽음", "reason": "표의 제목이 틀림"}


def a_release(state: str):
    """Puts a release in this state before the act."""

    def before(world):
        release = make_release(state=state, end_reason="" if state != "withdrawn" else "x")
        world.values.update(key=release.round.key, release=release.key)
        return release

    return before


def asked_in_vain(world) -> None:
    round = make_release().round
    draft = Release.objects.create(
        round=round, number=2, purpose="x", publication={"tables": [], "least_base": 50}
    )
    world.values.update(release=draft.key)


def a_file(world) -> dict:
    release = Release.objects.by_key(world.values["release"])
    return {"file_name": release.files.listed()[0].name, "purpose": "국회 제출 자료"}


def an_export(world) -> None:
    world.values.update(export=make_export(make_release()).key)


def an_export_of_theirs(world) -> None:
    a_release("published")(world)
    world.prepare("analyst", "reporting:export-new", **a_file(world))
    world.values.update(export=ExportRequest.objects.get().key)


def _of_analyst(action: str, data: object, before=None) -> tuple:
    return (f"reporting.{action}", "analyst", "approver", data, *([before] if before else []))


def _of_approver(action: str, data: object, before) -> tuple:
    return (f"reporting.{action}", "approver", "operator", data, before)


# By address: action, who may, who may not, the form, what is there before.
SURVEY_ACTS = {
    "reporting:round-new": _of_analyst("prepare_round", new_round),
    "reporting:round-edit": _of_analyst("change_round", round_dates, a_draft_round),
    "curriculum:survey-ways-school": (
        "curriculum.fix_survey_routes",
        "analyst",
        "approver",
        classes_that_draw,
        a_draft_round,
    ),
    "reporting:step-ask": _of_analyst("ask_step", {"reason": "계획한 마감"}, an_open_round),
    "reporting:step-confirm": _of_approver("close_round", {"understood": "on"}, asked_to_close),
    "reporting:step-withdraw": _of_approver("withdraw_step", {}, asked_to_close),
    "reporting:instrument-new": _of_analyst("copy_instrument", a_copy),
    "reporting:instrument-submit": _of_analyst("submit_instrument", {}, a_version),
    "reporting:instrument-approve": _of_approver("approve_instrument", {}, a_version_handed_in),
    "reporting:instrument-return": _of_approver(
        "return_instrument", {"reason": "Q7을 더 쉽게"}, a_version_handed_in
    ),
    "reporting:question-edit": _of_analyst("change_instrument", NEW_QUESTION, a_version),
    "reporting:question-new": _of_analyst("change_instrument", NEW_QUESTION, a_version),
    "reporting:question-remove": _of_analyst("change_instrument", {}, a_version),
    "reporting:question-move": _of_analyst("change_instrument", {}, a_version),
    "reporting:publication-declare": _of_analyst("declare_publication", TABLES, a_draft_round),
    "reporting:release-new": _of_analyst("draft_release", TABLES),
    "reporting:release-gate": _of_analyst("ask_gate_again", {}, asked_in_vain),
    "reporting:release-review": _of_analyst("review_release", SAID, a_release("gated")),
    "reporting:release-correct": _of_analyst("draft_release", SAID, a_release("published")),
    "reporting:release-approve": _of_approver("approve_release", LATER, a_release("reviewed")),
    "reporting:release-withdraw": _of_approver("withdraw_release", SAID, a_release("published")),
    "reporting:export-new": _of_analyst("request_export", a_file, a_release("gated")),
    "reporting:export-decide": _of_approver("allow_export", {"decision": "allow"}, an_export),
    "reporting:export-file": _of_analyst("fetch_export", {}, an_export_of_theirs),
}
