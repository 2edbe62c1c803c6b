"""Questions of files become drafts, all or none; drafts go out and come back the same."""

from uuid import uuid4

import pytest
from wagtail.models import Locale

from core.models import AuditEntry
from quizzes.actions import (
    ImportedAlready,
    NothingToImport,
    QuestionUnfit,
    ensure_permissions,
    import_questions,
)
from quizzes.exchange.packing import packed, unpacked
from quizzes.exchange.records import Choice, ExchangedQuestion
from quizzes.exchange_files import Format, read_questions, write_questions
from quizzes.exchanged_drafts import record_of
from quizzes.models import Category, Question
from tests.factories.quizzes import every_kind
from tests.factories.schools import staff_as

GOOD = ExchangedQuestion(
    kind="one",
    stem="무엇을 먼저 할까요?",
    choices=(Choice("멈춰요.", True), Choice("보내요.")),
    theme=("디지털 안전", "출처"),
)


@pytest.fixture
def editor(db):
    """An editor with the rights that editors have."""
    ensure_permissions()
    return staff_as("editor")


def test_import_makes_drafts_and_themes_and_one_audit_line(editor):
    (made,) = import_questions(questions=[GOOD], language="ko", import_key=uuid4(), by=editor)
    question = Question.objects.get(pk=made.pk)
    assert not question.live
    assert question.latest_revision.user == editor
    assert str(question.category) == "출처 (디지털 안전)"
    line = AuditEntry.objects.get(action="quizzes.import_questions")
    assert line.by == editor and "questions:1" in line.target


def test_import_into_a_known_theme_makes_no_second_one(editor):
    for _ in range(2):
        import_questions(questions=[GOOD], language="ko", import_key=uuid4(), by=editor)
    assert Category.objects.count() == 2
    assert Question.objects.count() == 2


def test_import_twice_with_one_key_adds_nothing(editor):
    key = uuid4()
    import_questions(questions=[GOOD], language="ko", import_key=key, by=editor)
    with pytest.raises(ImportedAlready):
        import_questions(questions=[GOOD], language="ko", import_key=key, by=editor)
    assert Question.objects.count() == 1


def test_import_with_one_bad_question_saves_none(editor):
    bad = ExchangedQuestion(kind="one", stem="보기가 없는 물음")
    with pytest.raises(QuestionUnfit):
        import_questions(questions=[GOOD, bad], language="ko", import_key=uuid4(), by=editor)
    assert not Question.objects.exists()
    assert not AuditEntry.objects.filter(action="quizzes.import_questions").exists()


def test_import_of_nothing_is_refused(editor):
    with pytest.raises(NothingToImport):
        import_questions(questions=[], language="ko", import_key=uuid4(), by=editor)


@pytest.mark.parametrize("form", list(Format))
def test_bank_goes_out_and_comes_back_the_same(editor, form):
    """Through drafts, file and drafts again, for every kind that the format carries."""
    sent = [record_of(question) for question in every_kind(is_live=False)]
    written = write_questions(sent, form, language="ko")
    left = {each.question.kind for each in written.unwritten if each.problem}
    taken = [record for record in sent if record.kind not in left]
    assert "spot_the_fake" in left and written.count == len(taken)
    reading = read_questions(written.data, language="ko")
    assert not reading.refused
    questions = unpacked(packed(reading.questions))
    made = import_questions(questions=questions, language="en", import_key=uuid4(), by=editor)
    assert [record_of(Question.objects.get(pk=each.pk)) for each in made] == taken


def test_imported_question_can_be_published_like_any_other(editor):
    record = ExchangedQuestion(
        kind="one",
        stem="물음",
        explanation="까닭",
        choices=(Choice("가", True, "맞아요."), Choice("나", False, "다시 봐요.")),
    )
    (made,) = import_questions(questions=[record], language="ko", import_key=uuid4(), by=editor)
    assert made.publication_problems() == []
    assert made.locale == Locale.objects.get(language_code="ko")
