"""A learning platform as its operator describes it, checked before it is registered."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings

from curriculum.exchange.lti_keys import KeysUnreadable, fetch_keys
from curriculum.exchange.lti_token import ALGORITHM


@dataclass(frozen=True)
class Platform:
    """What a platform tells about itself; the names are those of django-lti."""

    name: str
    issuer: str
    client_id: str
    auth_url: str
    keyset_url: str

    def problems(self) -> list[str]:
        """What is wrong, in words for the operator; reads the platform's keys."""
        wrong = [
            f"{name} is {value!r}; it must be an https:// address."
            for name, value in vars(self).items()
            if name in ("auth_url", "keyset_url") and not _is_safe(value)
        ]
        if not self.issuer.startswith(("https://", "http://")):
            wrong.append(f"issuer is {self.issuer!r}; platforms give an address.")
        return wrong or self._problems_of_keys()

    def _problems_of_keys(self) -> list[str]:
        try:
            keys = fetch_keys(self.keyset_url)
        except KeysUnreadable as failure:
            return [f"The keys at {self.keyset_url} cannot be read ({failure})."]
        if any(key.get("kty") == "RSA" and key.get("kid") for key in keys):
            return []
        return [f"There is no RSA key with a kid at {self.keyset_url}; launches use {ALGORITHM}."]


def _is_safe(address: str) -> bool:
    """TLS, or this machine where this is no production."""
    parts = urlsplit(address)
    if parts.scheme == "https" and parts.hostname:
        return True
    try:
        is_here = parts.hostname == "localhost" or ip_address(parts.hostname or "").is_loopback
    except ValueError:
        is_here = False
    return parts.scheme == "http" and is_here and not settings.SESSION_COOKIE_SECURE
