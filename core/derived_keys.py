"""Keys derived from the service's own secret, one for each purpose.

What is sealed with them is useless in a stolen copy of the database. SECRET_KEY_FALLBACKS open
what an older secret sealed.
"""

import base64

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def keys_for(purpose: bytes) -> MultiFernet:
    """What seals and opens for one purpose; things sealed for another do not open."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([_derived(secret, purpose) for secret in secrets])


def _derived(secret: str, purpose: bytes) -> Fernet:
    key = HKDF(SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))
