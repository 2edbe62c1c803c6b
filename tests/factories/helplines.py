"""Help channels for tests."""

from datetime import date

from helplines.models import HelpChannel

TEXTS = {
    "name": ("상담 전화", "Helpline"),
    "title": ("상담", "Advice"),
    "what_for": ("이야기하고 싶을 때", "When you want to talk"),
    "hours": ("24시간", "24 hours"),
}


def make_channel(key: str = "900", **changes) -> HelpChannel:
    """A stored channel with a number in the strip; `changes` replace fields."""
    texts = {}
    for name, (korean, english) in TEXTS.items():
        texts |= {f"{name}_ko": korean, f"{name}_en": english}
    values = {
        "sort": 1,
        "phone": "900",
        "is_in_strip": True,
        "source": "test",
        "checked_on": date(2026, 11, 22),
        **texts,
        **changes,
    }
    return HelpChannel.objects.create(key=key, **values)
