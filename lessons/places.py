"""Where a problem is mended: the place in a lesson file as a place in Wagtail's editor."""

import re

# What the editor calls a field that the file calls otherwise.
FIELDS = {"lesson": "lesson_code", "teacher": "teacher_notes"}


def content_path(lesson: dict, place: str) -> str:
    """The content path (as Wagtail's comments and reports write it) of a place in a file.

    Args:
        lesson: the lesson in the shape of its file.
        place: "steps[2].body[0].alt"; empty for the whole lesson.

    Returns:
        "steps.<uuid of the step>.body.<uuid of the block>.alt", as far as there are ids.
    """
    found, value = [], lesson
    for name, index in re.findall(r"(\w+)|\[(\d+)\]", place):
        value = _inside(value, name, index)
        if index and not (isinstance(value, dict) and "id" in value):
            break  # parts without an id of their own are mended in the list they stand in
        found.append(value["id"] if index else FIELDS.get(name, name) if not found else name)
        if found == ["teacher_notes"]:
            break
    return ".".join(found)


def _inside(value, name: str, index: str):
    if index:
        return value[int(index)]
    return value.get(name) if isinstance(value, dict) else None
