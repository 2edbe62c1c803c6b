"""What files of a release say beside numbers, in Korean and English."""

from typing import NamedTuple

from reporting.frozen_tables import (
    ANY_SEX,
    BOYS,
    CONFIDENTIAL,
    GIRLS,
    KNOWN_SEX,
    LEFT_OUT,
    NATION,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    OTHER_SEX,
)

LANGUAGES = ("ko", "en")


class Words(NamedTuple):
    """A text in both languages."""

    ko: str
    en: str

    def of(self, language: str) -> str:
        """The text in "ko" or "en"."""
        return getattr(self, language)

    @property
    def both(self) -> str:
        """One line that either reader understands."""
        return self.ko if self.ko == self.en else f"{self.ko} / {self.en}"


LOW, UNRELIABLE, PROVISIONAL, REVISED, BREAK = "low", "u", "p", "r", "b"

LEGEND = {
    CONFIDENTIAL: Words(
        "비공개: 답한 학생이 너무 적거나, 나머지 학생을 드러낼 수 있어 숨긴 값",
        "confidential: too few students, or the number would reveal the others",
    ),
    NOT_APPLICABLE: Words(
        "해당 없음: 이 학교급에는 없는 답",
        "not applicable: the answer does not exist at this level",
    ),
    NOT_AVAILABLE: Words(
        "자료 없음: 이 교육청의 이 학교급은 조사하지 않음",
        "not available: this level of this office was not asked",
    ),
    LOW: Words(
        "0에 가까움: 0보다 크지만 반올림하면 0인 값",
        "low: more than zero, and rounds to zero",
    ),
    UNRELIABLE: Words(
        "신뢰도 낮음: 물은 학생이 적어 비율을 내지 않음",
        "low reliability: too few students were asked to give a percentage",
    ),
    PROVISIONAL: Words("잠정: 나중에 바뀔 수 있는 값", "provisional: may still change"),
    REVISED: Words("수정: 앞서 공표한 값을 고친 것", "revised: published differently before"),
    BREAK: Words(
        "시계열 단절: 질문이 달라져 앞선 회차와 비교할 수 없음",
        "break in series: the question changed, earlier rounds cannot be compared",
    ),
}

LEVELS = {
    "E": Words("초등학교", "Elementary school"),
    "M": Words("중학교", "Middle school"),
    "H": Words("고등학교", "High school"),
}
ALL_LEVELS = Words("전체 학교급", "All levels")
SEXES = {
    ANY_SEX: Words("전체", "Everybody"),
    KNOWN_SEX: Words("여학생과 남학생", "Girls and boys"),
    GIRLS: Words("여학생", "Girls"),
    BOYS: Words("남학생", "Boys"),
    OTHER_SEX: Words("성별을 답하지 않은 학생", "Sex not stated"),
}
NATIONWIDE = Words("전국", "Nationwide")
EVERYBODY_ASKED = Words("물은 학생 전체", "All students asked")
LEFT_OUT_WORDS = Words("답하지 않고 넘김", "Left without an answer")
NO_GRADE = Words("학년을 답하지 않음", "Grade not stated")
WHO_ANSWERED = Words("조사에 답한 학생", "Students who answered the survey")
SYNTHETIC = Words(
    "합성 자료: 실제로 답한 사람은 없습니다", "Synthetic data: no real person answered"
)
UNIT = "students"

# A dash at the beginning of a cell is a formula to a spreadsheet program.
FILE_CODES = {LEFT_OUT: "left_out"}

RULES = {
    "P2": Words(
        "기준보다 작은 수는 싣지 않으며, 물은 학생이 적은 곳에는 비율을 내지 않습니다.",
        "Counts below the threshold are not shown; small bases carry no percentages.",
    ),
    "P3": Words(
        "물은 학생 모두의 답이거나, 몇 명을 뺀 모두의 답인 수도 싣지 않습니다.",
        "Nor is an answer of everybody asked, or of all but a few.",
    ),
    "P4": Words(
        "비율은 공개된 수에서만 계산하며 소수 첫째 자리까지 씁니다.",
        "Percentages are computed from published counts alone, with one decimal.",
    ),
    "P8": Words(
        "숨긴 값에는 이유와 상관없이 같은 기호 [c]를 씁니다.",
        "Hidden counts carry the same mark [c], whichever rule hid them.",
    ),
    "P9": Words(
        "0은 0으로 싣고, 있을 수 없는 답은 [z]로 씁니다.",
        "Zeros are shown as zeros; what cannot occur is [z].",
    ),
}


def level_words(node: str) -> Words:
    """Words of a level node or a grade, such as "EMH", "M" or "E5"."""
    if node.isalpha():
        return LEVELS[node] if len(node) == 1 else _several(node)
    level, grade = LEVELS[node[0]], node[1:]
    if not grade.isdigit():
        return Words(f"{level.ko}, {NO_GRADE.ko}", f"{level.en}, {NO_GRADE.en.lower()}")
    return Words(f"{level.ko} {grade}학년", f"{level.en}, grade {grade}")


def _several(node: str) -> Words:
    if node == "".join(LEVELS):
        return ALL_LEVELS
    named = [LEVELS[letter] for letter in node]
    return Words("·".join(each.ko for each in named), " and ".join(each.en for each in named))


def office_words(node: str, names) -> Words:
    """Words of an office node; `names` is `FrozenRelease.office_names`."""
    if node == NATION:
        return NATIONWIDE
    named = [Words(*names.get(code, (code, code))) for code in node.split("+")]
    return Words("·".join(each.ko for each in named), " and ".join(each.en for each in named))


def file_code(code: str) -> str:
    """An answer code as files write it."""
    return FILE_CODES.get(code, code)


def mark(status: str) -> str:
    """A status in the brackets that keep it from being taken for a number; "" stays empty."""
    return f"[{status}]" if status else ""
