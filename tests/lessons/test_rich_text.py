"""What rich text keeps of hostile HTML, and what the editor may fetch: nothing (T-56 to T-58)."""

import json
from importlib.metadata import version
from unittest.mock import patch

import pytest
from django.apps import apps
from django.conf import settings
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.embeds.embeds import get_embed
from wagtail.embeds.exceptions import EmbedException
from wagtail.fields import StreamField
from wagtail.rich_text import RichText

from core.blocks import RICH_TEXT_FEATURES
from lessons.html_subset import TAGS, html_faults
from tests.factories.lessons import make_lesson
from tests.factories.schools import staff_as
from tests.fixtures_schools import client_past_second_factor

CORPUS = [
    '<p><a href="javascript:alert(1)">x</a></p>',
    '<p><a href="JaVaScRiPt&#58;alert(1)">x</a></p>',
    '<p><a href="data:text/html,<script>alert(1)</script>">x</a></p>',
    '<p><img src="x" onerror="alert(1)"/>x</p>',
    "<p><svg onload=alert(1)><circle/></svg>x</p>",
    '<p onclick="alert(1)">x</p>',
    '<p style="background:url(//evil.example)">x</p>',
    "<p>x</p><script>alert(1)</script>",
    '<p>x<iframe src="https://evil.example"></iframe></p>',
    '<p>x</p><embed embedtype="media" url="http://169.254.169.254/">',
    '<p>x</p><embed embedtype="image" id="1" alt="x" format="left">',
    '<p><a linktype="page" id="1">x</a></p>',
    '<p><math><mi xlink:href="javascript:alert(1)">x</mi></math></p>',
    "<p>x<!-- <script>alert(1)</script> --></p>",
]
ACTIVE = ("javascript:", "data:", "onerror", "onload", "onclick", "<script", "<svg", "<img")


def saved(html: str) -> str:
    """What is stored when an editor's browser sends this rich text."""
    widget = DraftailRichTextArea(features=RICH_TEXT_FEATURES)
    return widget.value_from_datadict({"text": widget.format_value(html)}, {}, "text")


@pytest.mark.parametrize("html", CORPUS)
def test_t56_hostile_rich_text_is_stripped_on_save(html):
    kept = saved(html)
    assert not any(sign in kept for sign in (*ACTIVE, "<a", "<iframe", "<embed", "style"))
    assert "x" in kept


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("LINK", {"url": "javascript:alert(1)"}),
        ("LINK", {"url": "data:text/html,x"}),
        ("IMAGE", {"id": 1, "src": "x", "alt": '" onerror="alert(1)', "format": "left"}),
        ("EMBED", {"url": "http://169.254.169.254/", "embedType": "video"}),
        ("HORIZONTAL_RULE", {}),
        ("SVG", {"onload": "alert(1)"}),
    ],
)
def test_t56_hostile_draft_of_the_editor_is_stripped_on_save(kind, data):
    block = {
        "key": "a",
        "type": "unstyled",
        "text": "x <svg onload=alert(1)>",
        "depth": 0,
        "inlineStyleRanges": [{"offset": 0, "length": 1, "style": "STRIKETHROUGH"}],
        "entityRanges": [{"offset": 0, "length": 1, "key": 0}],
    }
    entity = {"type": kind, "mutability": "MUTABLE", "data": data}
    sent = json.dumps({"blocks": [block], "entityMap": {"0": entity}})
    kept = DraftailRichTextArea(features=RICH_TEXT_FEATURES).value_from_datadict(
        {"text": sent}, {}, "text"
    )
    assert "<svg" not in kept and "javascript:" not in kept and "onerror" not in kept
    assert not any(tag in kept for tag in ("<a", "<embed", "<img", "<hr", "<s>"))


@pytest.mark.parametrize("html", CORPUS)
def test_t56_hostile_rich_text_is_refused_in_a_content_file(html):
    assert html_faults(html)


@pytest.mark.parametrize("tag", TAGS)
def test_t56_what_lessons_use_passes(tag):
    assert html_faults("<p><strong>a</strong></p>") == []
    assert "<b>" in saved("<p><b>a</b></p>")


def test_t56_page_with_rich_text_is_held_by_a_policy_without_inline_script(client, db):
    policy = client.get(make_lesson().url, {"step": "1"})["Content-Security-Policy"]
    assert "script-src 'self';" in policy and "object-src 'none'" in policy
    assert "unsafe" not in policy


def test_t57_versions_hold_the_fixes():
    parts = tuple(int(part) for part in version("wagtail").split(".")[:3])
    assert parts >= (8, 0, 1)
    assert tuple(int(part) for part in version("Django").split(".")[:2]) >= (5, 2)


def test_t57_no_table_block_and_no_raw_html_is_used():
    assert not apps.is_installed("wagtail.contrib.table_block")
    fields = [
        field
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, StreamField)
    ]
    names = {type(block).__name__ for field in fields for block in _all_blocks(field.stream_block)}
    assert "ProseBlock" in names
    assert not names & {"TableBlock", "TypedTableBlock", "RawHTMLBlock", "EmbedBlock"}


def _all_blocks(block):
    yield block
    inner = [*getattr(block, "child_blocks", {}).values(), getattr(block, "child_block", None)]
    for child in filter(None, inner):
        yield from _all_blocks(child)


PRIVATE = ["http://169.254.169.254/latest/", "http://localhost/", "http://[::1]/", "file:///etc/x"]


@pytest.mark.parametrize("address", [*PRIVATE, "https://www.youtube.com/watch?v=x"])
def test_t58_embed_is_refused_and_nothing_is_asked(address, db):
    assert settings.WAGTAILEMBEDS_FINDERS == []
    with patch("socket.getaddrinfo") as lookup, pytest.raises(EmbedException):
        get_embed(address)
    lookup.assert_not_called()


@pytest.mark.parametrize("address", PRIVATE)
def test_t58_editor_that_chooses_an_embed_makes_no_call(address, db):
    make_lesson()
    browser = client_past_second_factor(staff_as("editor"))
    try:
        chooser = reverse("wagtailembeds:chooser_upload")
    except NoReverseMatch:
        return
    with patch("socket.getaddrinfo") as lookup:
        response = browser.post(chooser, {"embed-chooser-url": address})
    lookup.assert_not_called()
    assert "<iframe" not in response.text


@pytest.mark.parametrize("address", PRIVATE)
def test_t58_stored_embed_shows_nothing_and_makes_no_call(address, db):
    source = RichText(f'<p>x</p><embed embedtype="media" url="{address}"/>')
    with patch("socket.getaddrinfo") as lookup:
        shown = Template("{{ text }}").render(Context({"text": source}))
    lookup.assert_not_called()
    assert address not in shown and "<iframe" not in shown
