"""The files of a release as the export pages meet them."""

from dataclasses import dataclass

from reporting.models import Release


@dataclass(frozen=True)
class ReleaseDownload:
    """One file, frozen with its release: the same bytes at every download."""

    name: str
    media_type: str
    sha256: str
    size: int
    data: bytes


def files_of(release: Release) -> list[ReleaseDownload]:
    """The files of a release that passed the gate; none before."""
    if not release.is_frozen:
        return []
    tables = release.tables
    data = bytes(tables.data)
    name = f"{release.key}.json"
    return [ReleaseDownload(name, "application/json", tables.sha256, len(data), data)]


def file_named(release: Release, name: str) -> ReleaseDownload | None:
    """The file of that name; None without one."""
    return next((file for file in files_of(release) if file.name == name), None)
