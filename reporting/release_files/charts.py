"""The chart of a table as SVG: bars of the nation by level, hatched where a number is hidden.

Places of bars and words are set by number, so that nothing depends on the fonts of the machine
that draws. The picture is narrow enough to be read on a phone without being made smaller.
"""

import re
from functools import cache
from html import escape

import altair as alt
import vl_convert

from reporting.frozen_tables import CONFIDENTIAL, EVERYBODY
from reporting.release_files import words
from reporting.release_files.findings import headline, percent_text, text_alternative
from reporting.release_files.reading import ReadTable
from reporting.release_files.words import level_words, mark

WIDTH, LINE, PAD = 328, 22, 4
BARS_FROM, BARS_TO = 124, 270
# One length for every hidden bar, whatever the number (R4).
HIDDEN_SHARE = 0.12
BAR_COLOUR, TEXT_COLOUR, HATCH = "#256ef4", "#1e2124", "url(#hatch)"
FONT = "Pretendard GOV, Pretendard, Apple SD Gothic Neo, Malgun Gothic, Noto Sans KR, sans-serif"
PATTERN = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse"'
    ' patternTransform="rotate(45)"><rect width="6" height="6" fill="#ffffff"/>'
    '<rect width="2" height="6" fill="#464c53"/></pattern></defs>'
)
# What a line may say in words.
TEXTS = ("head", "level", "label")
# Letters that fit on a line; Hangul is about twice as wide.
LETTERS = {"ko": 27, "en": 50}


def has_chart(table: ReadTable) -> bool:
    """Whether there are percentages to draw: not of the table of who answered."""
    return bool(table.table.question and table.level_rows)


def table_chart(table: ReadTable, language: str) -> bytes:
    """The chart as an SVG file with its headline as title and every value in its description."""
    return _with_words(_drawn(_lines(table, language)), table, language).encode()


def _lines(table: ReadTable, language: str) -> list[dict]:
    """The lines of the picture from the top: an answer's words, then a bar per level."""
    lines: list[dict] = []
    for column, answer in enumerate(table.answers):
        if answer.code == EVERYBODY:
            continue
        lines += [{"head": part} for part in _wrapped(answer.words.of(language), language)]
        lines += [_bar(table, row, column, language) for row in table.level_rows]
    return [{"line": number, **line} for number, line in enumerate(lines)]


def _bar(table: ReadTable, row: int, column: int, language: str) -> dict:
    percent = table.percent(row, column)
    is_hidden = percent.status == CONFIDENTIAL
    share = 100 * HIDDEN_SHARE if is_hidden else float(percent.value or 0)
    return {
        "head": "",
        "level": level_words(table.rows[row].level).of(language),
        "share": share,
        "fill": HATCH if is_hidden else BAR_COLOUR,
        "label": percent_text(table, row, column),
    }


def _wrapped(text: str, language: str) -> list[str]:
    """Words on as many lines as they need; language "ko" counts letters of double width."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LETTERS[language]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _drawn(lines: list[dict]) -> str:
    """The lines as SVG. No place depends on how wide a text is, but Vega measures every text.

    Hangul takes it longest, so that it draws short stand-ins, which then give way to the words.
    """
    texts: list[str] = []

    def stand_in(text: str) -> str:
        texts.append(escape(text, quote=False))
        return f"@{len(texts) - 1}"

    short = [
        {key: stand_in(value) if key in TEXTS and value else value for key, value in line.items()}
        for line in lines
    ]
    svg = vl_convert.vega_to_svg(_drawing(short))
    return re.sub(r">@(\d+)<", lambda found: f">{texts[int(found[1])]}<", svg)


def _drawing(lines: list[dict]) -> dict:
    """The drawing of these lines, as Vega reads it."""
    drawing = _empty_drawing()
    source = {**drawing["data"][0], "values": lines}
    return {**drawing, "data": [source, *drawing["data"][1:]], "height": LINE * len(lines)}


@cache
def _empty_drawing() -> dict:
    """The drawing without its lines: most of the work, and the same for every table."""
    rows = alt.Scale(paddingInner=0.1, paddingOuter=0)
    y = alt.Y("line:O", axis=None, sort=None, scale=rows)
    base = alt.Chart(alt.Data(values=[])).encode(y=y)
    width = alt.Scale(domain=[0, 100], range=[BARS_FROM, BARS_TO])
    share = alt.X("share:Q", axis=None, scale=width)
    text = {"align": "left", "baseline": "middle", "aria": False}
    text |= {"fontSize": 12, "font": FONT, "color": TEXT_COLOUR}
    bars = base.transform_filter("isValid(datum.level)")
    fill = alt.Fill("fill:N", scale=None, legend=None)
    layers = (
        base.mark_text(**text, fontWeight="bold").encode(x=alt.value(0), text="head:N"),
        bars.mark_bar(height=14, aria=False).encode(x=share, fill=fill),
        bars.mark_text(**text).encode(x=alt.value(8), text="level:N"),
        bars.mark_text(**text, dx=6).encode(x=share, text="label:N"),
    )
    chart = alt.layer(*layers).properties(
        width=WIDTH - 2 * PAD, padding=PAD, autosize=alt.AutoSizeParams(type="none")
    )
    spec = chart.configure_view(stroke=None).to_dict(validate=False)
    return vl_convert.vegalite_to_vega({**spec, "height": LINE})


def _with_words(svg: str, table: ReadTable, language: str) -> str:
    title = escape(headline(table).of(language))
    meanings = "; ".join(f"{mark(s)} {m.both}" for s, m in words.LEGEND.items())
    described = escape(f"{text_alternative(table).of(language)}. {meanings}")
    start = re.match(r"<svg[^>]*>", svg).group()
    named = start.replace("<svg", f'<svg lang="{language}" role="img"', 1)
    head = f"{named}<title>{title}</title><desc>{described}</desc>{PATTERN}"
    return head + svg[len(start) :]
