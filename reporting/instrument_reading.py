"""A version of the questionnaire as the ministry's pages show it, finished or not."""

from dataclasses import dataclass

from django.db.models import Q

from core.levels import Level
from reporting import instruments
from reporting.models import Instrument, InstrumentDraft, Round
from reporting.refusals import place_of, sentence_for


@dataclass(frozen=True)
class Version:
    """One version.

    Attributes:
        draft: the row it is written in; None for one that was approved by an operator's command.
        instrument: the frozen row; None before the approval.
    """

    name: str
    data: dict
    draft: InstrumentDraft | None
    instrument: Instrument | None

    @property
    def state(self) -> str:
        """One of InstrumentDraft.State."""
        return self.draft.state if self.draft else InstrumentDraft.State.APPROVED

    @property
    def state_label(self) -> str:
        """The state in words."""
        return InstrumentDraft.State(self.state).label

    @property
    def is_editable(self) -> bool:
        """Whether its questions may change."""
        return self.state == InstrumentDraft.State.DRAFT

    @property
    def is_asked_now(self) -> bool:
        """Whether an open round asks it; it is locked for good then."""
        rounds = Round.objects.filter(instrument=self.instrument, state=Round.State.OPEN)
        return self.instrument is not None and rounds.exists()


def find_version(name: str) -> Version | None:
    """The version of that name; None when there is none."""
    draft = InstrumentDraft.objects.select_related("instrument").filter(version=name).first()
    if draft:
        return Version(name, draft.data, draft, draft.instrument)
    instrument = Instrument.objects.filter(version=name).first()
    return Version(name, instrument.data, None, instrument) if instrument else None


def every_version() -> list[Version]:
    """What is being written first, then what was approved, the newest first."""
    drafts = InstrumentDraft.objects.filter(~Q(state="approved")).order_by("-changed_at")
    approved = Instrument.objects.select_related("draft").order_by("-approved_at")
    return [Version(one.version, one.data, one, None) for one in drafts] + [
        Version(one.version, one.data, getattr(one, "draft", None), one) for one in approved
    ]


@dataclass(frozen=True)
class Check:
    """What the parser says of a version.

    Attributes:
        parsed: None when it is refused.
        place, sentence: where and why; empty when it is not.
        question: name of the question where the fault is.
    """

    parsed: instruments.Instrument | None
    place: str = ""
    sentence: str = ""
    question: str = ""


def check(data: dict) -> Check:
    """Read a version through the parser that the survey itself uses."""
    try:
        return Check(instruments.Instrument.from_data(data))
    except instruments.InstrumentRefused as refusal:
        question = refusal.place.partition(", ")[0]
        return Check(None, place_of(refusal), sentence_for(refusal), question)


@dataclass(frozen=True)
class LevelPath:
    """The pages of one school level, which everybody there meets.

    Attributes:
        places: one question, or the two of which one is asked, page by page.
    """

    level: Level
    places: list[tuple[instruments.Question, ...]]


def paths_of(parsed: instruments.Instrument) -> list[LevelPath]:
    """Every path at every level: whatever is answered, one question of each place is met."""
    return [LevelPath(level, parsed.places_for(level)) for level in Level]
