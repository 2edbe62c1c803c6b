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


def named(block: blocks.FieldBlock, name) -> blocks.FieldBlock:
    """The block, with a box that says its name to those who hear the page.

    For a plain field in a stream or a list: Wagtail draws no label there that is tied to the box.
    """
    block.field.widget.attrs["aria-label"] = name
    return block


def item(identity: str, value) -> dict:
    """One raw entry of a ListBlock that keeps its id."""
    return {"type": "item", "id": identity, "value": value}
