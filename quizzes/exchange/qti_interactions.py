"""What a student does in a QTI item, as one of our kinds."""

from collections.abc import Callable

from quizzes.exchange.qti_parts import Declared, QtiItem, first
from quizzes.exchange.records import Choice, ItemRefused, Note, Pair, Problem
from quizzes.exchange.xml_tree import Node
from quizzes.kinds import Credit

WORDS = ("string", "identifier", "integer")


def choice(item: QtiItem, node: Node) -> dict:
    """One or several right ones of a list."""
    declared = item.declared(node)
    most = node.attributes.get("maxChoices", "1")
    is_several = declared.cardinality == "multiple" and most != "1"
    accepted = set(declared.accepted)
    _require_known(accepted, node.all("simpleChoice"))
    if any(value not in (0, 1) for value in declared.mapped.values()):
        item.notes.append((Note.WEIGHTS, ""))
    return {
        "kind": "several" if is_several else "one",
        "credit": _credit(declared),
        "choices": tuple(
            Choice(item.text(each), _key(each) in accepted, item.feedback(each))
            for each in node.all("simpleChoice")
        ),
    }


def order(item: QtiItem, node: Node) -> dict:
    """Steps in the declared order."""
    declared = item.declared(node)
    by_key = {_key(each): each for each in node.all("simpleChoice")}
    if sorted(declared.right) != sorted(by_key):
        raise ItemRefused(Problem.NO_KEY, "correctResponse")
    choices = tuple(Choice(item.text(by_key[key])) for key in declared.right)
    return {"kind": "order", "choices": choices, "credit": _credit(declared)}


def match(item: QtiItem, node: Node) -> dict:
    """Two lists put together; each of the first belongs to one of the second."""
    sets = node.all("simpleMatchSet")
    if len(sets) != 2:
        raise ItemRefused(Problem.UNKNOWN_KIND, node.name)
    prompts, targets = (each.all("simpleAssociableChoice") for each in sets)
    declared = item.declared(node)
    partners = dict(_declared_pairs(declared))
    if len(partners) != len(declared.accepted) or set(partners) != {_key(each) for each in prompts}:
        raise ItemRefused(Problem.BROKEN_PAIR)
    return _paired(item, declared, partners, prompts, targets)


def associate(item: QtiItem, node: Node) -> dict:
    """One list whose members are put together, each with one other at most."""
    declared = item.declared(node)
    partners = dict(_declared_pairs(declared))
    used = [*partners, *partners.values()]
    if len(set(used)) != len(used) or len(partners) != len(declared.accepted):
        raise ItemRefused(Problem.BROKEN_PAIR)
    members = node.all("simpleAssociableChoice")
    prompts = [each for each in members if _key(each) in partners]
    targets = [each for each in members if _key(each) not in partners]
    return _paired(item, declared, partners, prompts, targets)


def text_entry(item: QtiItem, node: Node) -> dict:
    """Words to write, with the answers that are expected."""
    declared = item.declared(node)
    if declared.base_type not in WORDS:
        raise ItemRefused(Problem.NUMERICAL, first(declared.base_type))
    values = dict.fromkeys(declared.right, 1.0)
    if declared.mapped and not set(declared.mapped.values()) <= {
        0.0,
        max(declared.mapped.values()),
    }:
        item.notes.append((Note.WEIGHTS, ""))
    answers = {**declared.mapped, **values}
    return {
        "kind": "short",
        "choices": tuple(Choice(text, value > 0) for text, value in answers.items()),
    }


def extended_text(item: QtiItem, node: Node) -> dict:
    """Free writing."""
    return {"kind": "essay"}


INTERACTIONS: dict[str, Callable[[QtiItem, Node], dict]] = {
    "choiceInteraction": choice,
    "orderInteraction": order,
    "matchInteraction": match,
    "associateInteraction": associate,
    "textEntryInteraction": text_entry,
    "extendedTextInteraction": extended_text,
}


def _key(node: Node) -> str:
    return node.attributes.get("identifier", "")


def _credit(declared: Declared) -> str:
    """A mapping pays for parts of an answer; comparing it with the right one does not."""
    return (Credit.PARTIAL if declared.mapped else Credit.WHOLE).value


def _require_known(keys: set[str], nodes: list[Node]) -> None:
    known = [_key(each) for each in nodes]
    if not keys <= set(known) or len(set(known)) != len(known):
        raise ItemRefused(Problem.NO_KEY, "identifier")


def _declared_pairs(declared: Declared) -> list[tuple[str, str]]:
    pairs = [tuple(value.split()) for value in declared.accepted]
    if not pairs or any(len(pair) != 2 for pair in pairs):
        raise ItemRefused(Problem.BROKEN_PAIR)
    return pairs


def _paired(item: QtiItem, declared: Declared, partners: dict, prompts, targets) -> dict:
    by_key = {_key(each): each for each in targets}
    if not set(partners.values()) <= set(by_key):
        raise ItemRefused(Problem.BROKEN_PAIR)
    return {
        "kind": "match",
        "credit": _credit(declared),
        "pairs": tuple(
            Pair(item.text(each), item.text(by_key[partners[_key(each)]])) for each in prompts
        ),
        "extra_targets": tuple(
            item.text(each) for key, each in by_key.items() if key not in partners.values()
        ),
    }
