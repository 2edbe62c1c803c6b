"""The codebook to read: one HTML file per language, without scripts or addresses elsewhere."""

from collections.abc import Iterator
from html import escape

from reporting.frozen_tables import FrozenRelease
from reporting.instruments import Instrument, Question
from reporting.release_files import words
from reporting.release_files.method import Heading
from reporting.release_files.reading import Facts
from reporting.release_files.words import Words

CODEBOOK, MARKS = Words("코드북", "Codebook"), Words("기호와 결측", "Marks and kinds of missing")
LEVELS_ASKED = Words("학교급", "School levels")
SEVERAL, SINGLE = Words("여러 개 선택", "several answers"), Words("하나 선택", "one answer")
ELEMENTARY = Words("초등학교 문구", "Wording in elementary schools")


def codebook_html(
    release: FrozenRelease,
    instrument: Instrument,
    facts: Facts,
    missing: list[tuple[str, Words]],
    language: str,
) -> bytes:
    """Wording, codes, who was asked and the kinds of missing.

    Args:
        missing: codes of the kinds of missing, with their words.
    """
    title = f"{facts.title.of(language)} {facts.key} – {CODEBOOK.of(language)}"
    stamp = (
        f"<p><strong>{escape(words.SYNTHETIC.both)}</strong></p>" if release.is_synthetic else ""
    )
    parts = [
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"</head><body><h1>{escape(title)}</h1>{stamp}",
        f"<p>{escape(Heading.QUESTIONNAIRE.of(language))}: {escape(facts.version)},"
        f" SHA-256 {release.instrument}</p>",
        *(
            part
            for question in instrument.questions
            for part in _question(question, facts, language)
        ),
        f"<h2>{MARKS.of(language)}</h2>{_definitions(_marks(missing))}</body></html>\n",
    ]
    return "\n".join(parts).encode()


def _question(question: Question, facts: Facts, language: str) -> Iterator[str]:
    levels = ", ".join(words.LEVELS[letter].of(language) for letter in question.levels)
    kind = (SEVERAL if question.is_multi else SINGLE).of(language)
    yield f"<h2>{escape(question.id)}. {escape(question.texts[language])}</h2>"
    if question.elementary_texts:
        own = question.elementary_texts[language]
        yield f"<p>{ELEMENTARY.of(language)}: {escape(own)}</p>"
    asked = facts.bases[question.id].of(language)
    yield (
        f"<p>{kind}; {LEVELS_ASKED.of(language)}: {escape(levels)};"
        f" {Heading.BASE.of(language)}: {escape(asked)}</p>"
    )
    yield _definitions([(option.code, option.texts[language]) for option in question.options])


def _marks(missing: list[tuple[str, Words]]) -> list[tuple[str, str]]:
    kinds = [(code or "∅", text.both) for code, text in missing]
    return kinds + [(words.mark(status), text.both) for status, text in words.LEGEND.items()]


def _definitions(pairs: list[tuple[str, str]]) -> str:
    lines = (f"<dt><code>{escape(code)}</code></dt><dd>{escape(text)}</dd>" for code, text in pairs)
    return f"<dl>{''.join(lines)}</dl>"
