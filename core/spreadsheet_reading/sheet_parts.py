"""What the parts of an XLSX workbook say: its sheets, its shared texts, its cells.

Element names are those of ECMA-376 part 1, sections 18.2 to 18.4 (SpreadsheetML).
"""

import re

from core.spreadsheet_reading import refusals

REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
MOST_TEXTS = refusals.MOST_ROWS * refusals.MOST_COLUMNS


class _Listener:
    """Told about elements; does nothing unless a subclass does."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def text(self, text: str) -> None:
        """A piece of text."""

    def end(self, name: str) -> None:
        """An element ends."""


class SheetList(_Listener):
    """Relation id of the first sheet that is not hidden, "" when there is none."""

    def __init__(self):
        self.first_visible = ""

    def start(self, name, attributes):
        is_visible = attributes.get("state", "visible") == "visible"
        if name == "sheet" and is_visible and not self.first_visible:
            self.first_visible = attributes.get("id", "")


class Targets(_Listener):
    """Parts by relation id."""

    def __init__(self):
        self.by_id: dict[str, str] = {}

    def start(self, name, attributes):
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            self.by_id[attributes.get("Id", "")] = attributes.get("Target", "")


class SharedTexts(_Listener):
    """Texts that cells refer to by their place in a list."""

    def __init__(self, most_characters: int = refusals.MOST_CHARACTERS):
        # One more than allowed, so that a bound noticed later is still noticed.
        self.kept_characters = most_characters + 1
        self.texts: list[str] = []
        self.kept, self.is_in_text, self.is_in_reading_aid = "", False, False

    def start(self, name, attributes):
        if name == "si":
            self.kept = ""
        elif name == "rPh":
            self.is_in_reading_aid = True
        elif name == "t":
            self.is_in_text = not self.is_in_reading_aid

    def text(self, text):
        if self.is_in_text:
            self.kept = (self.kept + text)[: self.kept_characters]

    def end(self, name):
        if name == "t":
            self.is_in_text = False
        elif name == "rPh":
            self.is_in_reading_aid = False
        elif name == "si":
            self.texts.append(self.kept)
            if len(self.texts) > MOST_TEXTS:
                raise refusals.TooMuchInside


class Sheet(_Listener):
    """Cells of one sheet that hold anything, as text, by row number."""

    def __init__(self, texts: list[str], most_characters: int = refusals.MOST_CHARACTERS):
        self.kept_characters = most_characters + 1
        self.texts = texts
        self.rows: dict[int, list[str]] = {}
        self.row_number = self.column = 0
        self.kind = self.value = self.formula = self.part = ""
        self.is_formula = False

    def start(self, name, attributes):
        if name == "row":
            self.row_number, self.column = _whole(attributes.get("r"), self.row_number + 1), 0
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "f":
            self.part, self.is_formula = "formula", True
        elif name in ("v", "t"):
            self.part = "value"

    def text(self, text):
        if self.part == "value":
            self.value = (self.value + text)[: self.kept_characters]
        elif self.part == "formula":
            self.formula = (self.formula + text)[: self.kept_characters]

    def end(self, name):
        if name in ("v", "t", "f"):
            self.part = ""
        elif name == "c":
            self._keep_cell()

    def _begin_cell(self, attributes) -> None:
        found = REFERENCE.fullmatch(attributes.get("r", ""))
        self.column = _column(found[1]) if found else self.column + 1
        self.kind, self.value, self.formula, self.is_formula = attributes.get("t"), "", "", False

    def _keep_cell(self) -> None:
        text = self._cell_text()
        if not text.strip():
            return
        if self.row_number > refusals.MOST_ROWS:
            raise refusals.TooManyRows
        if self.column > refusals.MOST_COLUMNS:
            raise refusals.TooManyColumns(row=self.row_number)
        cells = self.rows.setdefault(self.row_number, [])
        cells.extend("" for _ in range(self.column - len(cells)))
        cells[self.column - 1] = text

    def _cell_text(self) -> str:
        if self.is_formula:
            return f"={self.formula}"[: self.kept_characters]
        if self.kind != "s":
            return self.value
        place = _whole(self.value, -1)
        if not 0 <= place < len(self.texts):
            raise refusals.BrokenWorkbook
        return self.texts[place]


def _column(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,7}", text) else otherwise
