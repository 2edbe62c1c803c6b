"""`datapackage.json`: what every file of a release is, so that a program needs no person to ask.

After the Frictionless Data Package and Table Schema; what they have no name for is added.
"""

from collections.abc import Mapping, Sequence

from reporting.frozen_tables import FrozenRelease
from reporting.release_files import words
from reporting.release_files.document import ReleaseDocument
from reporting.release_files.json_tables import legend, words_of_places
from reporting.release_files.long_form import HEADER, data_kind
from reporting.release_files.method import citation, method_lines
from reporting.release_files.reading import Facts, ReadTable
from reporting.release_files.words import Words

NAME = "datapackage.json"
MARKS = ["", *(words.mark(status) for status in words.LEGEND)]
FIELDS: dict[str, tuple[Words, str]] = {
    "release": (Words("공표 번호", "release"), "string"),
    "data_kind": (Words("자료의 종류", "survey or synthetic"), "string"),
    "table": (Words("표", "table"), "string"),
    "question": (Words("질문", "question"), "string"),
    "office": (Words("교육청 코드", "office code"), "string"),
    "level": (Words("학교급·학년 코드", "level or grade code"), "string"),
    "sex": (Words("성별 코드", "sex code"), "string"),
    "answer": (Words("답 코드", "answer code"), "string"),
    "value": (Words("학생 수", "number of students"), "integer"),
    "value_status": (Words("학생 수 대신 쓴 기호", "mark in place of the number"), "string"),
    "base": (Words("물은 학생 수", "number of students asked"), "integer"),
    "base_status": (Words("물은 학생 수 대신 쓴 기호", "mark in place of the base"), "string"),
    "percent": (Words("물은 학생 가운데 비율", "percentage of students asked"), "number"),
    "percent_status": (Words("비율 대신 쓴 기호", "mark in place of the percentage"), "string"),
    "unit": (Words("단위", "unit"), "string"),
    "status_ko": (Words("기호의 뜻", "meaning of the marks, Korean"), "string"),
    "status_en": (Words("기호의 뜻(영어)", "meaning of the marks, English"), "string"),
}


def describe(
    tables: Sequence[ReadTable],
    release: FrozenRelease,
    facts: Facts,
    documents: Sequence[ReleaseDocument],
    proof: dict,
) -> dict:
    """The package's description: every CSV with its schema, every other file with its checksum."""
    by_name = {document.name: document for document in documents}
    named = {f"{facts.key}-{table.key}.csv": table for table in tables}
    others = [document for name, document in by_name.items() if name not in named]
    return {
        **_about(release, facts),
        "rules": {key: rule._asdict() for key, rule in words.RULES.items()},
        "method": [
            {"about": heading._asdict(), "text": text._asdict()}
            for heading, text in method_lines(tables, release, facts)
        ],
        "proof": proof,
        "legend": legend(),
        **words_of_places(tables, release),
        "resources": [_resource(by_name[name], table) for name, table in named.items()],
        "otherFiles": [_facts_of(document) for document in others],
    }


def _about(release: FrozenRelease, facts: Facts) -> dict:
    return {
        "profile": "tabular-data-package",
        "name": facts.key.lower(),
        "title": facts.title.both,
        "version": str(release.number),
        "homepage": facts.address,
        "citation": citation(facts)._asdict(),
        "synthetic": release.is_synthetic,
        "data_kind": data_kind(release),
        "round": {"key": release.round, "opens_on": facts.opens_on, "closes_on": facts.closes_on},
        "questionnaire": {"version": facts.version, "sha256": release.instrument},
        "release_sha256": release.sha256,
        "corrects": facts.corrects,
    }


def _facts_of(document: ReleaseDocument) -> dict:
    return {
        "path": document.name,
        "mediatype": document.media_type,
        "bytes": len(document.data),
        "hash": f"sha256:{document.sha256}",
    }


def _resource(document: ReleaseDocument, table: ReadTable) -> dict:
    return {
        "name": table.key.lower().replace("_", "-"),
        "title": table.wording.both,
        "description": table.base.both,
        "profile": "tabular-data-resource",
        "format": "csv",
        "encoding": "utf-8-sig",
        **_facts_of(document),
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "least_count": table.table.least,
        "least_base": table.least_base,
        "answers": {words.file_code(a.code): a.words._asdict() for a in table.answers},
        "schema": {
            "fields": [_field(name, table) for name in HEADER],
            "missingValues": [""],
            "primaryKey": ["office", "level", "sex", "answer"],
        },
    }


def _field(name: str, table: ReadTable) -> dict:
    text, kind = FIELDS.get(name) or _label_of(name)
    field = {"name": name, "type": kind, "title": text.both}
    allowed = _allowed(table).get(name)
    return {**field, "constraints": {"enum": allowed}} if allowed else field


def _label_of(name: str) -> tuple[Words, str]:
    code, language = name.rsplit("_", 1)
    about = FIELDS[code][0]
    told = {"ko": Words("이름", "name in Korean"), "en": Words("영어 이름", "name in English")}
    return Words(f"{about.ko} {told[language].ko}", f"{about.en}: {told[language].en}"), "string"


def _allowed(table: ReadTable) -> Mapping[str, list[str]]:
    """What may stand in a column; an empty text is missing and needs no word."""
    marks = MARKS[1:]
    return {
        "sex": list(words.SEXES),
        "answer": [words.file_code(answer.code) for answer in table.answers],
        "unit": [words.UNIT],
        **{f"{name}_status": marks for name in ("value", "base", "percent")},
    }
