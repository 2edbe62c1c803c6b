"""What `manage.py check --deploy` says of a machine that would sign tickets badly."""

from django.core.checks import Tags, Warning, register

from reporting.raw_rsa import has_openssl


@register(Tags.security, deploy=True)
def check_signing_library(app_configs, **kwargs):
    """Tickets are signed by OpenSSL 3 or later, in constant time."""
    if has_openssl():
        return []
    return [
        Warning(
            "No OpenSSL 3 (libcrypto) was found: survey tickets would be signed by plain Python,"
            " 20 times slower and in a time that depends on the key.",
            hint="Install the system's OpenSSL library.",
            id="reporting.W001",
        )
    ]
