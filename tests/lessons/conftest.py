"""Fixtures of the tests of lessons."""

import pytest


@pytest.fixture
def media_folder(settings, tmp_path):
    """Stored files of this test go where nothing of it stays."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT
