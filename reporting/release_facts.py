"""What the files of a release say of it besides its numbers, gathered from its round."""

from django.conf import settings
from django.utils import timezone

from reporting.codebook import HEADER, MISSING_KINDS, codebook_rows, question_base
from reporting.instruments import Instrument
from reporting.models import Release, Round
from reporting.release_files.reading import Facts
from reporting.release_files.words import Words, file_code


def facts_of(release: Release, instrument: Instrument) -> Facts:
    """Title, days, questionnaire, address and codebook of a release (query: its round)."""
    round: Round = release.round
    return Facts(
        key=release.key,
        title=Words(round.title_ko, round.title_en),
        opens_on=_day(round.opens_at),
        closes_on=_day(round.closes_at),
        version=round.instrument.version,
        address=f"{settings.PLATFORM_URL}/ko/statistics/{release.key}/",
        corrects=release.corrects.key if release.corrects else "",
        bases=bases_of(instrument),
        codebook_header=HEADER,
        codebook_rows=[*codebook_rows(instrument), *_missing_rows()],
    )


def _day(moment) -> str:
    return timezone.localdate(moment).isoformat()


def bases_of(instrument: Instrument) -> dict[str, Words]:
    """Who was asked each question."""
    return {
        question.id: Words(*question_base(question, instrument))
        for question in instrument.questions
    }


def missing_kinds() -> list[tuple[str, Words]]:
    """Codes of the kinds of missing as files write them, with their words."""
    return [(file_code(code), Words(*texts)) for code, texts in MISSING_KINDS.items()]


def _missing_rows() -> list[tuple[str, ...]]:
    blank = ("",) * (len(HEADER) - 5)
    return [(*blank, code, *texts, "", "missing") for code, texts in missing_kinds()]
