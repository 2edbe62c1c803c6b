"""Themes as paths of categories, the way GIFT and Moodle XML write them.

A path begins with its context (`$course$`) and, since Moodle 3.5, `top`; a slash within a name is
doubled.
"""

import re

from quizzes.exchange.records import Note

CONTEXT = re.compile(r"\$[a-z0-9]+\$")
ROOT = "top"


def path_of(theme: tuple[str, ...]) -> str:
    """The category path of a theme; that of the root for none."""
    return "/".join(["$course$", ROOT, *(name.replace("/", "//") for name in theme)])


def theme_of(path: str) -> tuple[tuple[str, ...], tuple[tuple[Note, str], ...]]:
    """The theme a path names, and a note where it has more floors than ours."""
    names = [
        name.replace("\0", "/").strip() for name in path.replace("//", "\0").strip().split("/")
    ]
    if names and CONTEXT.fullmatch(names[0]):
        names = names[1:]
        if names and names[0] == ROOT:
            names = names[1:]
    names = [name for name in names if name]
    if len(names) <= 2:
        return tuple(names), ()
    return (names[0], names[-1]), ((Note.THEME, "/".join(names)),)
