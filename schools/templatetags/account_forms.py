"""How the forms of allauth look on our pages."""

from django import template

register = template.Library()


@register.filter
def without_placeholders(form):
    """The form with empty boxes: a placeholder that repeats the label vanishes while typing."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
    return form
