"""How the numbers of a release were made: the method box of its page and files."""

from collections.abc import Sequence

from reporting.frozen_tables import FrozenRelease
from reporting.release_files import words
from reporting.release_files.reading import Facts, ReadTable
from reporting.release_files.words import Words


class Heading:
    """What lines of cover and method box are about."""

    RELEASE = Words("공표 번호", "Release")
    PERIOD = Words("조사 기간", "Period of the round")
    POPULATION = Words("대상", "Population")
    ANSWERS = Words("응답자", "Answers")
    WEIGHTS = Words("가중값", "Weights")
    PROTECTION = Words("비밀 보호", "Protection")
    QUESTIONNAIRE = Words("설문지", "Questionnaire")
    CITATION = Words("인용", "Citation")
    ADDRESS = Words("고정 주소", "Stable address")
    NEXT = Words("다음 공표", "Next release")
    NEXT_TEXT = Words("다음 조사 회차가 끝난 뒤", "After the next round of the survey")
    CHECKSUM = Words("표의 SHA-256", "SHA-256 of the tables")
    BASE = Words("물은 학생", "Asked")
    REVISION = Words("수정", "Revision")


POPULATION = Words(
    "초등학교 5·6학년, 중학교, 고등학교 학생. 참여는 자유이며 이름을 묻지 않습니다.",
    "Students of grades 5 and 6, middle school and high school. Taking part is free and nameless.",
)
NO_WEIGHTS = Words(
    "없음. 답한 학생의 수이며, 전체 학생에 대한 추정이 아닙니다.",
    "None. These are students who answered, not an estimate for all students.",
)


def method_lines(
    tables: Sequence[ReadTable], release: FrozenRelease, facts: Facts
) -> list[tuple[Words, Words]]:
    """(heading, text) pairs: population, answers, weights, protection, questionnaire."""
    version = Words(
        f"{facts.version}판, SHA-256 {release.instrument}",
        f"version {facts.version}, SHA-256 {release.instrument}",
    )
    lines = [
        (Heading.POPULATION, POPULATION),
        (Heading.ANSWERS, _answers(tables)),
        (Heading.PERIOD, Words(*[f"{facts.opens_on} – {facts.closes_on}"] * 2)),
        (Heading.WEIGHTS, NO_WEIGHTS),
        *((Heading.PROTECTION, rule) for rule in _protection(release)),
        (Heading.QUESTIONNAIRE, version),
    ]
    if facts.corrects:
        lines.append((Heading.REVISION, _revision(facts)))
    return lines


def _answers(tables: Sequence[ReadTable]) -> Words:
    for table in tables:
        if not table.table.question and table.national_rows:
            count = table.count(table.national_rows[0], 0).text
            return Words(f"{count}명", f"{count} students")
    return Words("이 공표에는 응답자 수가 없습니다.", "This release holds no number of answers.")


def _protection(release: FrozenRelease) -> list[Words]:
    floors = sorted({table.least for table in release.tables})
    numbers = Words(
        f"싣는 가장 작은 수: {'·'.join(map(str, floors))}."
        f" 비율을 내는 가장 작은 수: {release.least_base}.",
        f"Smallest count shown: {' or '.join(map(str, floors))}."
        f" Smallest base of a percentage: {release.least_base}.",
    )
    return [numbers, *(Words(f"{k}: {r.ko}", f"{k}: {r.en}") for k, r in words.RULES.items())]


def _revision(facts: Facts) -> Words:
    return Words(
        f"[r] {facts.corrects}을(를) 통째로 대신합니다.",
        f"[r] Replaces {facts.corrects} as a whole.",
    )


def citation(facts: Facts) -> Words:
    """How to name this release in a text."""
    year = facts.closes_on[:4]
    return Words(
        f"디지털 안전 교실, {facts.title.ko}({year}), 공표 {facts.key}. {facts.address}".strip(),
        f"Digital Safety Classroom, {facts.title.en} ({year}), release {facts.key}."
        f" {facts.address}".strip(),
    )
