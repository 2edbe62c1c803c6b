"""A table as JSON: what the file holds is what the API answers."""

import json
from collections.abc import Sequence

from reporting.frozen_tables import FrozenRelease
from reporting.release_files import words
from reporting.release_files.findings import by_level, headline
from reporting.release_files.long_form import data_kind
from reporting.release_files.reading import Facts, ReadTable
from reporting.release_files.words import Words


def table_data(table: ReadTable, release: FrozenRelease, facts: Facts) -> dict:
    """A table with its words; in `cells` a number, or a mark in brackets."""
    return {
        "release": facts.key,
        "table": table.key,
        "data_kind": data_kind(release),
        "question": table.table.question,
        "wording": _texts(table.wording),
        "asked": _texts(table.base),
        "headline": _texts(headline(table)),
        "by_level": _texts(by_level(table) or Words("", "")),
        "unit": words.UNIT,
        "least_count": table.table.least,
        "least_base": table.least_base,
        "answers": [
            {"code": words.file_code(answer.code), **_texts(answer.words)}
            for answer in table.answers
        ],
        "rows": [_row(table, row) for row in range(len(table.rows))],
        **words_of_places([table], release),
        "legend": legend(),
    }


def _row(table: ReadTable, row: int) -> dict:
    place, columns = table.rows[row], range(len(table.answers))
    return {
        "office": place.office,
        "level": place.level,
        "sex": place.sex,
        "counts": [table.count(row, column).cell for column in columns],
        "percentages": [table.percent(row, column).cell for column in columns],
    }


def words_of_places(tables: Sequence[ReadTable], release: FrozenRelease) -> dict:
    """What the codes of the rows mean: offices, levels and sexes."""
    places = [place for table in tables for place in table.rows]
    offices = dict.fromkeys(place.office for place in places)
    levels = dict.fromkeys(place.level for place in places)
    sexes = dict.fromkeys(place.sex for place in places)
    return {
        "offices": {o: _texts(words.office_words(o, release.office_names)) for o in offices},
        "levels": {level: _texts(words.level_words(level)) for level in levels},
        "sexes": {sex: _texts(words.SEXES[sex]) for sex in sexes},
    }


def legend() -> dict:
    """Every marker with its meaning, in both languages."""
    return {words.mark(status): _texts(meaning) for status, meaning in words.LEGEND.items()}


def _texts(text: Words) -> dict:
    return text._asdict()


def to_json(data: dict) -> bytes:
    """JSON for people and programs: UTF-8, Hangul as it is."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def release_data(tables: Sequence[ReadTable], release: FrozenRelease, facts: Facts) -> dict:
    """The whole release in one file."""
    return {
        "release": facts.key,
        "title": _texts(facts.title),
        "data_kind": data_kind(release),
        "opens_on": facts.opens_on,
        "closes_on": facts.closes_on,
        "questionnaire": {"version": facts.version, "sha256": release.instrument},
        "release_sha256": release.sha256,
        "corrects": facts.corrects,
        "legend": legend(),
        "rules": {key: _texts(rule) for key, rule in words.RULES.items()},
        "tables": [table_data(table, release, facts) for table in tables],
    }


def proof_data(proof: dict, facts: Facts) -> dict:
    """The proof summary, with the words that explain it."""
    return {
        "release": facts.key,
        "proof": proof,
        "rules": {key: _texts(rule) for key, rule in words.RULES.items()},
        "legend": legend(),
    }
