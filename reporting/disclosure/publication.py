"""The publication set: which question is crossed with what, declared before a round opens.

The default follows docs/statistics.md, "The publication set". Thresholds may be raised for a
round and never lowered.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace

from reporting.disclosure.rows import LEAST_COUNT
from reporting.frozen_tables import Choice, Shape, Structure
from reporting.instruments import Instrument, Question, Term

LEAST_BASE = 50
# The few who made or sent something, and whom the affected think of: the stricter floor.
LEAST_SENSITIVE = 30
GRADE_QUESTION, SEX_QUESTION = "Q2", "Q3"
RELATION_QUESTIONS = frozenset({"Q16"})
RESPONDENTS = "respondents"


class ThresholdLowered(ValueError):
    """A threshold was asked for below the floor of every round (P2)."""


@dataclass(frozen=True)
class TableSpec:
    """One table of the set.

    Attributes:
        question: id; "" for the table of who answered.
        by_office: offices by level. `office_sex` crosses them with girls and boys.
        by_grade: grades of the nation.
        by_sex: sexes of the nation, "other" among them at levels (never at grades or offices).
        least: smallest count that is printed.
    """

    key: str
    question: str
    by_office: bool
    office_sex: bool
    by_grade: bool
    by_sex: bool
    least: int = LEAST_COUNT

    def __post_init__(self):
        if self.least < LEAST_COUNT:
            raise ThresholdLowered(f"{self.key}: {self.least} is below {LEAST_COUNT}.")


@dataclass(frozen=True)
class PublicationSet:
    """What a round will publish, as it is kept with the round."""

    tables: tuple[TableSpec, ...]
    least_base: int = LEAST_BASE

    def __post_init__(self):
        if self.least_base < LEAST_BASE:
            raise ThresholdLowered(f"bases: {self.least_base} is below {LEAST_BASE}.")

    def to_data(self) -> dict:
        """The set as JSON."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping) -> "PublicationSet":
        """Read `to_data`. Raises ThresholdLowered."""
        tables = tuple(TableSpec(**spec) for spec in data["tables"])
        return cls(tables, data["least_base"])

    def with_least(self, least: int) -> "PublicationSet":
        """The set with every threshold raised to at least that."""
        return self.with_floors({spec.question: least for spec in self.tables})

    def with_floors(self, floors: Mapping[str, int]) -> "PublicationSet":
        """The set with the thresholds of these questions raised to at least that."""
        raised = (replace(s, least=max(s.least, floors.get(s.question, 0))) for s in self.tables)
        return replace(self, tables=tuple(raised))


def default_set(instrument: Instrument, *, least: int = LEAST_COUNT) -> PublicationSet:
    """The set that docs/statistics.md describes, for this questionnaire."""
    who = TableSpec(RESPONDENTS, "", True, True, True, True, least)
    asked = [q for q in _published(instrument) if q.id not in (GRADE_QUESTION, SEX_QUESTION)]
    return PublicationSet((who, *(_default_spec(question, least) for question in asked)))


def _default_spec(question: Question, least: int) -> TableSpec:
    if question.sensitivity == "perpetration" or question.id in RELATION_QUESTIONS:
        strict = max(least, LEAST_SENSITIVE)
        return TableSpec(question.id, question.id, False, False, False, True, strict)
    is_about_self = question.sensitivity != "normal"
    is_follow_up = question.condition is not None and is_about_self
    return TableSpec(
        key=question.id,
        question=question.id,
        by_office=True,
        office_sex=not is_about_self,
        by_grade=not is_follow_up,
        by_sex=True,
        least=least,
    )


def structure_of(
    instrument: Instrument,
    strata: Iterable[tuple[str, str]],
    schools: Mapping[tuple[str, str], int] | None = None,
) -> Structure:
    """How the nodes of a round hang together.

    Args:
        strata: (office code, level) in the order tables show.
        schools: schools in the register by stratum; strata with fewer than three are merged.
            None where every stratum is known to have enough.
    """
    present: dict[str, list[str]] = {}
    for office, level in strata:
        present.setdefault(level, []).append(office)
    merged = {level: merge_small(codes, level, schools or {}) for level, codes in present.items()}
    shapes = {question.id: _shape(question, instrument) for question in _published(instrument)}
    letters = "".join(sorted(merged, key="EMH".index))
    tops = {letters, *("".join(c for c in s.levels if c in merged) for s in shapes.values())} - {""}
    offices = {top: join_partitions([merged[letter] for letter in top]) for top in sorted(tops)}
    return Structure(
        offices={**merged, **offices}, grades=_grades(instrument, merged), shapes=shapes
    )


def _published(instrument: Instrument) -> list[Question]:
    """Questions that tables may show: those that only keep paths equal say nothing of damage."""
    return [question for question in instrument.questions if not question.instead_of]


LEAST_SCHOOLS = 3
# Of a stratum the register was not asked about.
ENOUGH_SCHOOLS = 10_000


def merge_small(
    codes: list[str], level: str, schools: Mapping[tuple[str, str], int]
) -> tuple[str, ...]:
    """Office nodes of a level: a stratum of fewer than three schools joins the next smallest."""
    groups = [(code,) for code in codes]

    def size(group):
        return sum(schools.get((code, level), ENOUGH_SCHOOLS) for code in group)

    while len(groups) > 1 and min(map(size, groups)) < LEAST_SCHOOLS:
        smallest, next_smallest = sorted(groups, key=size)[:2]
        place = min(groups.index(smallest), groups.index(next_smallest))
        both = tuple(code for code in codes if code in smallest + next_smallest)
        groups = [group for group in groups if group not in (smallest, next_smallest)]
        groups.insert(place, both)
    return tuple("+".join(group) for group in groups)


def join_partitions(partitions: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The finest office nodes that are made up of whole nodes at every level."""
    groups: list[list[str]] = []
    for node in (node for partition in partitions for node in partition):
        codes = node.split("+")
        touched = [group for group in groups if set(group) & set(codes)]
        rest = [group for group in groups if group not in touched]
        union = list(dict.fromkeys([code for group in touched for code in group] + codes))
        at = groups.index(touched[0]) if touched else len(rest)
        groups = [*rest[:at], union, *rest[at:]]
    return tuple("+".join(group) for group in groups)


def _grades(instrument: Instrument, levels: Collection[str]) -> dict[str, tuple[str, ...]]:
    known = [q for q in instrument.questions if q.id == GRADE_QUESTION]
    if not known:
        return {}
    given = {level: known[0].options_for(level) for level in levels}
    return {
        level: (*(f"{level}{o.code}" for o in options if o.code.isdigit()), f"{level}-")
        for level, options in given.items()
    }


def _shape(question: Question, instrument: Instrument) -> Shape:
    terms = question.condition.terms if question.condition else ()
    return Shape(
        id=question.id,
        is_multi=question.is_multi,
        levels=question.levels,
        choices=tuple(Choice(o.code, o.levels, o.is_exclusive) for o in question.options),
        terms=tuple((term.question, _in_order(instrument, term)) for term in terms),
        max_select=question.max_select,
    )


def _in_order(instrument: Instrument, term: Term) -> tuple[str, ...]:
    """Codes as the questionnaire orders them: the same base has one name only."""
    options = instrument.question(term.question).options
    return tuple(option.code for option in options if option.code in term.codes)
