"""What every column and code of a round's data means, in Korean and English."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.levels import Level
from reporting.disclosure import CONFIDENTIAL, NOT_APPLICABLE, NOT_AVAILABLE
from reporting.instruments import Condition, Instrument, Question
from reporting.release_files.words import LEGEND
from reporting.wording import Bilingual

HEADER = (
    "question",
    "question_ko",
    "question_en",
    "elementary_ko",
    "elementary_en",
    "kind",
    "levels",
    "base_ko",
    "base_en",
    "code",
    "code_ko",
    "code_en",
    "code_levels",
    "code_kind",
)

# The same words stand in every file, whichever language the page was in.
MARK_MEANINGS = {
    mark: Bilingual(*LEGEND[mark]) for mark in (CONFIDENTIAL, NOT_APPLICABLE, NOT_AVAILABLE)
}

# Kinds of missing in the data behind the tables.
MISSING_KINDS = {
    "dk": Bilingual("잘 모르겠다고 답함", "answered “I don't know”"),
    "na": Bilingual("답하지 않겠다고 답함", "answered “I'd rather not say”"),
    "-": Bilingual("질문을 넘김(답 없음)", "skipped: no answer chosen"),
    "": Bilingual("질문하지 않음(조건 또는 학교급)", "not asked: condition or school level"),
}


def question_base(question: Question, instrument: Instrument) -> Bilingual:
    """Who was asked a question."""
    if question.instead_of:
        return Bilingual(
            f"{question.instead_of}을(를) 묻지 않은 학생",
            f"students who were not asked {question.instead_of}",
        )
    if question.condition is None:
        return Bilingual("모든 학생", "all students")
    return Bilingual(
        _condition(question.condition, instrument, "ko"),
        _condition(question.condition, instrument, "en"),
    )


def _condition(condition: Condition, instrument: Instrument, language: str) -> str:
    word = {"ko": " 또는 ", "en": " or "}[language]
    parts = []
    for term in condition.terms:
        question = instrument.question(term.question)
        texts = (question.option(code).texts[language] for code in term.codes)
        parts.append(f"{term.question} = {' | '.join(texts)}")
    return word.join(parts)


@dataclass(frozen=True)
class Entry:
    """One question as the codebook page shows it."""

    id: str
    wording: Bilingual
    elementary_wording: Bilingual | None
    is_multi: bool
    base: Bilingual
    levels: tuple[Level, ...]
    codes: tuple[tuple[str, Bilingual], ...]


def elementary_wording(question: Question) -> Bilingual | None:
    """What elementary schools read instead; None where the words are the same."""
    return Bilingual(**question.elementary_texts) if question.elementary_texts else None


def codebook_entries(instrument: Instrument) -> list[Entry]:
    """The codebook by question."""
    return [
        Entry(
            id=question.id,
            wording=Bilingual(**question.texts),
            elementary_wording=elementary_wording(question),
            is_multi=question.is_multi,
            base=question_base(question, instrument),
            levels=tuple(Level(level) for level in question.levels),
            codes=tuple((option.code, Bilingual(**option.texts)) for option in question.options),
        )
        for question in instrument.questions
    ]


def codebook_rows(instrument: Instrument) -> Iterator[tuple[str, ...]]:
    """One row per question and code, under HEADER."""
    for question in instrument.questions:
        base = question_base(question, instrument)
        for option in question.options:
            yield (
                question.id,
                question.texts["ko"],
                question.texts["en"],
                question.text("ko", Level.ELEMENTARY),
                question.text("en", Level.ELEMENTARY),
                question.kind,
                question.levels,
                base.ko,
                base.en,
                option.code,
                option.texts["ko"],
                option.texts["en"],
                option.levels,
                "missing" if option.code in MISSING_KINDS else "answer",
            )


def missing_rows() -> list[tuple[str, str, str]]:
    """(code, Korean, English) of the kinds of missing and of the marks in tables."""
    kinds = [(code, *texts) for code, texts in MISSING_KINDS.items()]
    marks = [(f"[{mark}]", *texts) for mark, texts in MARK_MEANINGS.items()]
    return kinds + marks
