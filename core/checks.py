"""System checks of the house."""

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def check_secrets_are_secret(app_configs, **kwargs):
    """In production no secret may be the value of a demo, a test or the example file."""
    weak = [
        name
        for name in ("SECRET_KEY", "PIN_PEPPER", "BUNDLE_SIGNING_KEY")
        if getattr(settings, name, "x" * 32).startswith(("only-for-tests", "change-me", "demo-"))
    ]
    return [
        Error(f"{name} is a published example value; set one of your own.", id="core.E001")
        for name in weak
    ]
