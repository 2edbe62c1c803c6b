"""How a class answers the questions of a quiz, question by question, without anybody's name."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from curriculum.board_rows import AttemptRow, StudentRow
from quizzes.edition_papers import paper_of
from quizzes.kinds import Form, kind_of
from quizzes.live_marks import Verdict
from quizzes.papers import Item

# Fewer answers on the projector would let the room guess whose they are.
FEWEST_SHOWN = 5


@dataclass(frozen=True)
class OptionCount:
    """An option of a question as the room sees it: how many chose it, not whether it is right."""

    text: str
    count: int
    percent: int


@dataclass(frozen=True)
class QuestionCell:
    """One question of the strip: how many of the class answered it, and how."""

    number: int
    item: Item
    right: int
    wrong: int
    given: int
    size: int
    chosen: Counter

    @property
    def answered(self) -> int:
        """How many answered it."""
        return self.right + self.wrong + self.given

    @property
    def unanswered(self) -> int:
        """How many of the class did not, for whatever reason."""
        return self.size - self.answered

    @property
    def level(self) -> str:
        """ "none" before the first answer, "given" where nothing is right, else by the share."""
        judged = self.right + self.wrong
        if not judged:
            return "given" if self.given else "none"
        share = self.right / judged
        return "good" if share >= 0.8 else "fair" if share >= 0.5 else "low"

    @property
    def has_options(self) -> bool:
        """Whether its answers can be counted option by option, and shown to the room."""
        kind = kind_of(self.item.kind)
        return kind.form is Form.CHOICE and kind.is_scored

    def stem(self, language: str) -> str:
        """The question itself."""
        return self._words(language).stem

    def options(self, language: str) -> list[OptionCount] | None:
        """Counts for the projector in the author's order; None while they are too few."""
        if self.answered < FEWEST_SHOWN:
            return None
        words = self._words(language).options
        return [
            OptionCount(words[key].text, count, round(100 * count / self.answered))
            for key in self.item.option_keys
            for count in [self.chosen[str(key)]]
        ]

    def _words(self, language: str):
        return self.item.texts[self.item.language_for(language)]


def read_strip(occasion: UUID, students: Iterable[StudentRow]) -> Sequence[QuestionCell]:
    """The questions of the quiz in the author's order; empty before anybody has begun.

    What somebody thinks is no matter of right and wrong, and not for the room: a scale of
    agreement is not among them.
    """
    students, key = list(students), str(occasion)
    begun = (student.doings.attempts.get(key) for student in students)
    attempts = [attempt for attempt in begun if attempt]
    if not attempts:
        return ()
    # After a correction in the middle of a lesson, most are in the newer edition or will be.
    common = Counter(attempt.edition for attempt in attempts).most_common(1)[0][0]
    cells = _count(attempts)
    return [
        _cell(number, item, cells.get(str(item.key), []), len(students))
        for number, item in enumerate(paper_of(UUID(common)).items, start=1)
        if kind_of(item.kind).is_scored
    ]


def _count(attempts: Iterable[AttemptRow]) -> dict[str, list]:
    by_item: dict[str, list] = {}
    for attempt in attempts:
        for answer in attempt.answers:
            by_item.setdefault(answer.item, []).append(answer)
    return by_item


def _cell(number: int, item: Item, answers: list, size: int) -> QuestionCell:
    verdicts = Counter(answer.verdict for answer in answers)
    return QuestionCell(
        number,
        item,
        right=verdicts[Verdict.RIGHT],
        wrong=verdicts[Verdict.WRONG],
        given=verdicts[Verdict.GIVEN],
        size=size,
        chosen=Counter(key for answer in answers for key in answer.chosen),
    )
