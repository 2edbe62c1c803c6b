"""Printed sheets: drawn codes to cut, without name, number or order, and the list of keys.

The list is on paper before the round begins, so that nobody can slip in a key for one child: the
survey's page "How we keep your answer" must show the same one.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from core.levels import Level
from reporting.codes import for_print
from reporting.exchange import PRIVATE_FOLDER, SHARED_FILE, write_whole
from reporting.models import Round, Stratum, StratumKey
from reporting.wording import Bilingual

LANGUAGES = ("ko", "en")
CODES_PER_PAGE = 14
# Copied beside the sheets: a sheet is opened from a folder, without any server.
STYLESHEETS = ("css/tokens.css", "css/base.css", "css/print.css", "css/code-sheet.css")


@dataclass(frozen=True)
class LevelDoor:
    """A school level as the sheet names it, and the address a student types."""

    name: Bilingual
    address: str


def write_code_sheets(
    *,
    round: Round,
    sheets: Mapping[str, Sequence[str]],
    survey_url: str,
    folder: Path,
    bundle: bytes = b"",
) -> list[Path]:
    """Write one printable file per stratum with codes, and one with the list of keys.

    All are readable by their owner alone.

    Args:
        sheets: codes by stratum key, in random order.
        survey_url: address of the survey service, without a slash at its end.
        folder: made when missing; print the files, then delete them.
        bundle: the signed file that the survey service gets; its SHA-256 is printed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(PRIVATE_FOLDER)
    for stylesheet in STYLESHEETS:
        source = Path(finders.find(stylesheet))
        write_whole(folder / source.name, source.read_bytes(), mode=SHARED_FILE)
    written = []
    for stratum in round.strata.all():
        if stratum.key not in sheets:
            continue
        path = folder / f"{round.key}-{stratum.key}.html"
        page = render_code_sheet(round, stratum, sheets[stratum.key], survey_url)
        write_whole(path, page.encode())
        written.append(path)
    path = folder / f"{round.key}-keys.html"
    write_whole(path, render_key_sheet(round, survey_url, bundle).encode())
    return [*written, path]


def render_code_sheet(round: Round, stratum: Stratum, codes: Sequence[str], survey_url: str) -> str:
    """The sheet of one stratum as a whole HTML document, in both languages."""
    printed = [for_print(code) for code in codes]
    pages = [printed[n : n + CODES_PER_PAGE] for n in range(0, len(printed), CODES_PER_PAGE)]
    context = {
        "title": Bilingual(round.title_ko, round.title_en),
        "office": Bilingual(stratum.office_name_ko, stratum.office_name_en),
        "door": _door(stratum.level, survey_url),
        "pages": pages,
        "languages": LANGUAGES,
        "stylesheets": [Path(stylesheet).name for stylesheet in STYLESHEETS],
    }
    with translation.override("ko"):
        return render_to_string("reporting/code_sheet.html", context)


def render_key_sheet(round: Round, survey_url: str, bundle: bytes) -> str:
    """The list of the keys that sign tickets, as a whole HTML document in both languages."""
    keys = StratumKey.objects.filter(stratum__round=round).select_related("stratum")
    context = {
        "title": Bilingual(round.title_ko, round.title_en),
        "round": round,
        "keys": keys.order_by("stratum__office_sort", "stratum__level"),
        "address": f"{survey_url}/ko/how-we-keep-it/",
        "bundle_sha256": hashlib.sha256(bundle).hexdigest() if bundle else "",
        "languages": LANGUAGES,
        "stylesheets": [Path(stylesheet).name for stylesheet in STYLESHEETS],
    }
    with translation.override("ko"):
        return render_to_string("reporting/key_sheet.html", context)


def _door(level: str, survey_url: str) -> LevelDoor:
    names = []
    for language in LANGUAGES:
        with translation.override(language):
            names.append(str(Level(level).label))
    return LevelDoor(Bilingual(*names), f"{survey_url}/ko/{level.lower()}/")
