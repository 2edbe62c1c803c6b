"""Furniture for StreamField blocks: what every block of ours has in common."""

from wagtail import blocks

# The tags a content file may hold, and the buttons that make them in the editor.
RICH_TEXT_FEATURES = ["bold", "italic", "ol", "ul"]


class ContentBlock(blocks.StructBlock):
    """A block with icon, label, description, template and a preview that renders.

    Sub-classes give `preview_value` in their Meta; tests/house checks all of it.
    """

    class Meta:
        preview_template = "core/block_preview.html"


def item(identity: str, value) -> dict:
    """One raw entry of a ListBlock that keeps its id."""
    return {"type": "item", "id": identity, "value": value}
