"""Whether a link that leaves our site still answers; asked by an operator's command only."""

import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

import requests

SECONDS = 10


def trouble_with(address: str) -> str:
    """What is wrong with an outside address, in words; empty when it answers.

    Nothing inside our own network is ever asked, whatever an editor wrote (T-58). A redirect
    counts as an answer and is not followed.
    """
    try:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return "is not an address of the web"
        if not is_public(parts.hostname):
            return "was not tried: it lies inside a private network"
        answer = requests.head(address, timeout=SECONDS, allow_redirects=False)
    except (OSError, ValueError) as failure:
        return f"does not answer ({type(failure).__name__})"
    return f"answers {answer.status_code}" if answer.status_code in (404, 410) else ""


def is_public(host: str) -> bool:
    """Whether every address of a host lies in the public network.

    Raises:
        OSError: the name is not known.
    """
    found = {entry[4][0] for entry in socket.getaddrinfo(host, None)}
    return all(ip_address(address.partition("%")[0]).is_global for address in found)
