"""What programs are told of published releases, as data (see `openapi`)."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from reporting.models import Release, ReleaseFile
from reporting.release_files.document import JSON
from reporting.release_files.long_form import SURVEY, SYNTHETIC
from reporting.release_files.words import WHO_ANSWERED


def summary(release: Release) -> dict:
    """A release in a line; needs its round, its correction and what it corrects."""
    is_corrected = release.state == Release.State.CORRECTED
    return {
        "key": release.key,
        "round": release.round.key,
        "number": release.number,
        "title": {"ko": release.round.title_ko, "en": release.round.title_en},
        "state": release.state,
        "published_at": release.publish_at.isoformat(),
        "data_kind": SYNTHETIC if release.round.is_synthetic else SURVEY,
        "ended": ended(release),
        "corrects": release.corrects.key if release.corrects else "",
        "corrected_by": release.correction.key if is_corrected else "",
        "url": _address("statistics-api:release", release.key),
        "page": page_of(release),
    }


def ended(release: Release) -> dict | None:
    """When and why it was corrected or withdrawn; None as long as it holds."""
    if release.ended_at is None:
        return None
    return {"at": release.ended_at.isoformat(), "reason": release.end_reason}


def page_of(release: Release) -> str:
    """The page for people, in Korean; it leads to the English one."""
    return f"{settings.PLATFORM_URL}/ko/statistics/{release.key}/"


def release_answer(release: Release) -> dict:
    """A release with its tables and files (queries: tables, files)."""
    files = list(release.files.listed())
    tables = [file.table for file in files if file.table and file.media_type == JSON]
    instrument = release.round.instrument
    return {
        **summary(release),
        "opens_on": timezone.localdate(release.round.opens_at).isoformat(),
        "closes_on": timezone.localdate(release.round.closes_at).isoformat(),
        "questionnaire": {"version": instrument.version, "sha256": instrument.sha256},
        "release_sha256": release.tables.sha256,
        "proof": release.tables.proof,
        "tables": [_table(release, key) for key in tables],
        "files": [_file(release, file) for file in files],
    }


def _table(release: Release, key: str) -> dict:
    """A table by its key, with the words of its question."""
    questions = {q["id"]: q for q in release.round.instrument.data["questions"]}
    specs = {spec["key"]: spec["question"] for spec in release.publication["tables"]}
    asked = questions.get(specs[key])
    words = {"ko": asked["ko"], "en": asked["en"]} if asked else WHO_ANSWERED._asdict()
    url = _address("statistics-api:table", release.key, key)
    return {"table": key, "question": specs[key], "wording": words, "url": url}


def _file(release: Release, file: ReleaseFile) -> dict:
    return {
        "name": file.name,
        "media_type": file.media_type,
        "bytes": file.size,
        "sha256": file.sha256,
        "page": f"{page_of(release)}files/{file.name}/",
    }


def _address(name: str, *parts: str) -> str:
    return settings.PLATFORM_URL + reverse(name, args=parts)
