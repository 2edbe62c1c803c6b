"""What a student's page is told while a teacher is in front of the class. Plain data."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class ClassSignal:
    """What the teacher is doing, for one student.

    Attributes:
        url: where a page asks for news of this.
        help_url: where a call for help is sent or taken back.
        here_url: the place of the page itself, as `place_url` would name it; "" for others.
        is_paused: students are asked to look at their teacher.
        has_called: this student has asked for help.
        place_url: where the class is, with `place_words` to say so; "" while all go at their own
            pace.
    """

    url: str
    help_url: str
    here_url: str = ""
    is_paused: bool = False
    has_called: bool = False
    place_url: str = ""
    place_words: str = ""

    @property
    def is_elsewhere(self) -> bool:
        """Whether the class is not where this page is."""
        return bool(self.place_url) and self.place_url != self.here_url

    def as_dict(self) -> dict:
        """As a script reads it."""
        return asdict(self)
