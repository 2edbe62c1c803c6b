"""Every field of every model says whether it points to a person.

A model declares it as a class attribute::

    privacy = declare(personal="number pin_digest", plain="id classroom")

`tests/house` fails on a field that no declaration names. "Personal" means: alone or with the
other tables of the same database it can point to one human being.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Declaration:
    """The names of a model's own fields, split by what they say about people."""

    personal: frozenset[str]
    plain: frozenset[str]


class FieldDeclaredTwice(ValueError):
    """A field was named as personal and as plain."""


def declare(*, personal: str = "", plain: str = "") -> Declaration:
    """Build a model's declaration from two space-separated lists of field names.

    Raises:
        FieldDeclaredTwice: a name stands in both lists.
    """
    declaration = Declaration(frozenset(personal.split()), frozenset(plain.split()))
    if both := declaration.personal & declaration.plain:
        raise FieldDeclaredTwice(", ".join(sorted(both)))
    return declaration
