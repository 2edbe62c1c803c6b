"""A lesson written as the text of its content file, in the style of the files we ship."""

import re
from collections.abc import Iterator

import yaml

ORDER = (
    *("lesson", "language", "key", "level", "topic", "order", "minutes", "slug"),
    *(
        "title",
        "summary",
        "objectives",
        "curriculum_hook",
        "is_sensitive",
        "content_note",
        "steps",
        "teacher",
    ),
    *("family_letter", "sources"),
)
STARTS_AS_HTML = re.compile(r"<(?:p|ul|ol)>")
# A folded scalar reads each end of a line as one space: only such a space may become one.
BETWEEN_PARAGRAPHS = re.compile(r"(</(?:p|ul|ol)>) (?=<(?:p|ul|ol)>)")


def lesson_text(lesson: dict) -> str:
    """The text of a lesson's file; reading it gives the same lesson again.

    Args:
        lesson: in the shape of the content files.
    """
    lines = []
    for key in ORDER:
        if key == "sources":
            lines.append(f"sources: [{', '.join(map(_scalar, lesson[key]))}]")
        elif key == "steps":
            lines += ["", "steps:"]
            for step in lesson[key]:
                lines += [*_entry(step), ""]
        else:
            lines += _pair(key, lesson[key])
    return "\n".join(lines) + "\n"


def _pair(key: str, value) -> Iterator[str]:
    if isinstance(value, str) and STARTS_AS_HTML.match(value) and _is_foldable(value):
        yield f"{key}: >-"
        yield from _indented(BETWEEN_PARAGRAPHS.sub(r"\1\n", value).split("\n"))
    elif isinstance(value, dict) and value:
        yield f"{key}:"
        for name, inner in value.items():
            yield from _indented(_pair(name, inner))
    elif isinstance(value, list) and value:
        yield f"{key}:"
        for entry in value:
            yield from _entry(entry)
    else:
        yield f"{key}: {_scalar(value)}"


def _entry(value) -> Iterator[str]:
    """One entry of a list, two columns in."""
    if not isinstance(value, dict):
        yield f"  - {_scalar(value)}"
        return
    lines = [line for key, inner in value.items() for line in _pair(key, inner)]
    yield f"  - {lines[0]}"
    yield from _indented(_indented(lines[1:]))


def _indented(lines) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _is_foldable(text: str) -> bool:
    return "\n" not in text and text == text.strip() and text.isprintable()


def _scalar(value) -> str:
    """One value on one line, in quotes where YAML would read it as something else."""
    is_one_line = not isinstance(value, str) or value.isprintable()
    written = yaml.safe_dump(
        value, allow_unicode=True, width=float("inf"), default_style=None if is_one_line else '"'
    )
    return written.removesuffix("\n").removesuffix("\n...")
