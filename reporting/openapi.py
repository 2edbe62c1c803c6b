"""What the machine-readable answers look like: OpenAPI 3.1, kept true by a test."""

TEXTS = {
    "type": "object",
    "properties": {"ko": {"type": "string"}, "en": {"type": "string"}},
    "required": ["ko", "en"],
    "additionalProperties": False,
}
BY_CODE = {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/Texts"}}
SHA256 = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
NUMBER_OR_MARK = {
    "oneOf": [
        {"type": "number", "minimum": 0},
        {"type": "string", "enum": ["[c]", "[z]", "[x]", "[low]", "[u]", "[p]", "[r]", "[b]"]},
    ]
}
NUMBERS = {"type": "array", "items": NUMBER_OR_MARK}
TEXT = {"type": "string"}
MOMENT = {"type": "string", "format": "date-time"}
ENDED = {
    "type": ["object", "null"],
    "properties": {"at": MOMENT, "reason": TEXT},
    "required": ["at", "reason"],
}


def _object(**properties) -> dict:
    """An object of exactly these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


SUMMARY = {
    "key": TEXT,
    "round": TEXT,
    "number": {"type": "integer", "minimum": 1},
    "title": {"$ref": "#/components/schemas/Texts"},
    "state": {"enum": ["published", "corrected", "withdrawn"]},
    "published_at": MOMENT,
    "data_kind": {"enum": ["survey", "synthetic"]},
    "ended": ENDED,
    "corrects": TEXT,
    "corrected_by": TEXT,
    "url": TEXT,
    "page": TEXT,
}
SCHEMAS = {
    "Texts": TEXTS,
    "Summary": _object(**SUMMARY),
    "Releases": _object(
        releases={"type": "array", "items": {"$ref": "#/components/schemas/Summary"}}
    ),
    "Release": _object(
        **SUMMARY,
        opens_on={"type": "string", "format": "date"},
        closes_on={"type": "string", "format": "date"},
        questionnaire=_object(version=TEXT, sha256=SHA256),
        release_sha256=SHA256,
        proof={"type": "object"},
        tables={
            "type": "array",
            "items": _object(
                table=TEXT, question=TEXT, wording={"$ref": "#/components/schemas/Texts"}, url=TEXT
            ),
        },
        files={
            "type": "array",
            "items": _object(
                name=TEXT, media_type=TEXT, bytes={"type": "integer"}, sha256=SHA256, page=TEXT
            ),
        },
    ),
    "Table": _object(
        release=TEXT,
        table=TEXT,
        data_kind={"enum": ["survey", "synthetic"]},
        question=TEXT,
        wording={"$ref": "#/components/schemas/Texts"},
        asked={"$ref": "#/components/schemas/Texts"},
        headline={"$ref": "#/components/schemas/Texts"},
        by_level={"$ref": "#/components/schemas/Texts"},
        unit={"const": "students"},
        least_count={"type": "integer"},
        least_base={"type": "integer"},
        answers={"type": "array", "items": _object(code=TEXT, ko=TEXT, en=TEXT)},
        rows={
            "type": "array",
            "items": _object(
                office=TEXT, level=TEXT, sex=TEXT, counts=NUMBERS, percentages=NUMBERS
            ),
        },
        offices=BY_CODE,
        levels=BY_CODE,
        sexes=BY_CODE,
        legend=BY_CODE,
    ),
    "Refusal": _object(error=TEXT, key=TEXT, ended=ENDED, page=TEXT),
}


def _parameter(name: str, pattern: str) -> dict:
    schema = {"type": "string", "pattern": pattern}
    return {"name": name, "in": "path", "required": True, "schema": schema}


KEY = _parameter("key", "^[-a-zA-Z0-9_]+$")
TABLE = _parameter("table", "^[-a-zA-Z0-9_]+$")


def _answer(schema: str, about: str) -> dict:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    headers = {"ETag": {"schema": {"type": "string"}, "description": "strong; send it back"}}
    return {"description": about, "content": content, "headers": headers}


def _get(schema: str, about: str, *parameters: dict) -> dict:
    refusals = {
        "404": _answer("Refusal", "No such published release or table."),
        "410": _answer("Refusal", "Withdrawn; the answer says when and why."),
    }
    return {
        "get": {
            "summary": about,
            "parameters": list(parameters),
            "responses": {
                "200": _answer(schema, about),
                "304": {"description": "Not changed since the ETag that was sent."},
                **(refusals if parameters else {}),
            },
        }
    }


DOCUMENT = {
    "openapi": "3.1.0",
    "info": {
        "title": "Digital Safety Classroom: published statistics",
        "version": "1",
        "description": "Read only: published releases, and nothing else. No key is needed.",
    },
    "paths": {
        "/api/v1/releases/": _get("Releases", "Every release that was ever published."),
        "/api/v1/releases/{key}/": _get("Release", "One release and its tables.", KEY),
        "/api/v1/releases/{key}/tables/{table}/": _get("Table", "One table.", KEY, TABLE),
    },
    "components": {"schemas": SCHEMAS},
}
