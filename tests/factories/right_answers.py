"""Right answers to the questions of `question_kinds`, as actions and as forms take them."""

from quizzes.papers import Item
from tests.factories.question_kinds import uuid_of

WRITTEN = {"short": "ＳＥＯＵＬ 1", "essay": "내 생각에는 먼저 멈춰야 해요."}


def right_answer(item: Item) -> dict:
    """The right answer, as `save_answer` takes it."""
    if item.kind in WRITTEN:
        return {"text": WRITTEN[item.kind]}
    if item.kind == "match":
        prompts = item.options_as("prompt")
        return {"chosen": [key for each in prompts for key in (each.key, each.partner)]}
    if item.kind == "likert":
        return {"chosen": [uuid_of("likertb")]}
    right = [option.key for option in item.options if option.is_right]
    return {"chosen": right, **({"confidence": 3} if item.kind == "spot_the_fake" else {})}


def right_fields(item: Item) -> dict:
    """The right answer, as a form sends it."""
    right = right_answer(item)
    chosen = [str(key) for key in right.get("chosen", [])]
    if item.kind == "match":
        return {f"match-{p}": t for p, t in zip(chosen[::2], chosen[1::2], strict=True)}
    if item.kind == "order":
        return {f"place-{key}": number for number, key in enumerate(chosen, start=1)}
    if item.kind == "spot_the_fake":
        return {"picture": chosen[0], "place": chosen[1:], "confidence": 3}
    return right if item.kind in WRITTEN else {"chosen": chosen}
