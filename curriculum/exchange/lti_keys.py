"""The public keys with which a learning platform signs, read from the address it registered."""

import hashlib
import json
from itertools import islice

import requests
from django.core.cache import cache

CONNECT_SECONDS, ANSWER_SECONDS = 5, 10
LONGEST_BYTES = 100_000
KEPT_SECONDS = 60 * 60
# An unknown key is looked for again, because platforms change keys; anybody can name one.
AGAIN_SECONDS = 60


class KeysUnreadable(Exception):
    """The platform's keys could not be read."""


def read_keys(address: str, *, wanted: str) -> list[dict]:
    """The platform's keys, from memory where the wanted one is among them.

    Args:
        address: an address an operator registered.
        wanted: the key id a token names.

    Raises:
        KeysUnreadable: nothing usable is there.
    """
    name = f"lti:keys:{hashlib.sha256(address.encode()).hexdigest()}"
    keys = cache.get(name)
    is_missing = keys is None or all(key.get("kid") != wanted for key in keys)
    if is_missing and (keys is None or cache.add(f"{name}:again", True, timeout=AGAIN_SECONDS)):
        keys = fetch_keys(address)
        cache.set(name, keys, KEPT_SECONDS)
    return keys


def fetch_keys(address: str) -> list[dict]:
    """Read the keys anew.

    Raises:
        KeysUnreadable: nothing usable is there.
    """
    try:
        with requests.get(
            address, timeout=(CONNECT_SECONDS, ANSWER_SECONDS), allow_redirects=False, stream=True
        ) as response:
            response.raise_for_status()
            pieces = islice(response.iter_content(1000), LONGEST_BYTES // 1000)
            keys = json.loads(b"".join(pieces))["keys"]
    except (requests.RequestException, ValueError, KeyError, TypeError) as failure:
        raise KeysUnreadable(type(failure).__name__) from failure
    if not isinstance(keys, list) or not all(isinstance(key, dict) for key in keys):
        raise KeysUnreadable("no list of keys")
    return keys
