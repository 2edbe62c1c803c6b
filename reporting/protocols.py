"""The signed protocol of what was destroyed at the end of a round. Imports no framework."""

import base64
import json

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

# So that a signature made for anything else by the same key is none here.
_CONTEXT = b"destruction protocol v1\n"


class ProtocolRefused(ValueError):
    """The file is not a protocol signed by the platform, or was changed since."""


def sign(protocol: dict, signing_key: str) -> bytes:
    """The signed file, readable as text.

    Args:
        protocol: what was destroyed, when and by whom.
        signing_key: base64 of the 32 private bytes (settings.BUNDLE_SIGNING_KEY).
    """
    text = json.dumps(protocol, ensure_ascii=False, sort_keys=True)
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(signing_key))
    signature = base64.b64encode(key.sign(_CONTEXT + text.encode())).decode()
    outer = {"signed": text, "signature": signature}
    return json.dumps(outer, ensure_ascii=False, indent=1).encode()


def read(data: bytes, public_key: str) -> dict:
    """The protocol of a signed file.

    Raises:
        ProtocolRefused: not signed by the platform, or changed since.
    """
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key))
    try:
        outer = json.loads(data)
        key.verify(base64.b64decode(outer["signature"]), _CONTEXT + outer["signed"].encode())
        return json.loads(outer["signed"])
    except (ValueError, KeyError, TypeError, AttributeError, InvalidSignature) as error:
        raise ProtocolRefused("not signed by the platform, or changed since") from error
