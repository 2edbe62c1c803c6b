"""Handing statements to the xAPI store the operator named, and to no other address."""

from collections.abc import Sequence
from http import HTTPStatus

import requests
from requests.auth import HTTPBasicAuth

from curriculum.exchange.xapi import VERSION

CONNECT_SECONDS, ANSWER_SECONDS = 5, 20
# The store answered about these statements, not about itself.
ABOUT_CONTENT = frozenset(
    (
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.CONFLICT,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.INTERNAL_SERVER_ERROR,
    )
)


class StatementsRefused(Exception):
    """The store does not take these statements.

    Attributes:
        status: its HTTP status.
    """

    def __init__(self, status: int):
        super().__init__(f"HTTP {status}")
        self.status = status

    @property
    def is_known(self) -> bool:
        """Whether the store has a statement with this id already."""
        return self.status == HTTPStatus.CONFLICT

    @property
    def is_final(self) -> bool:
        """Whether another try would end the same way."""
        return self.status < HTTPStatus.INTERNAL_SERVER_ERROR


class StoreUnavailable(Exception):
    """The store is not there, is busy, does not let us in or sends us elsewhere."""


class Store:
    """One connection to the store.

    Args:
        endpoint: its xAPI address without the slash at the end.
        auth: key and secret, as key:secret.
    """

    def __init__(self, endpoint: str, auth: str):
        self.address = f"{endpoint}/statements"
        self.session = requests.Session()
        # Neither a proxy nor a sign-in out of the environment of this process.
        self.session.trust_env = False
        self.session.auth = HTTPBasicAuth(*auth.split(":", 1))
        self.session.headers["X-Experience-API-Version"] = VERSION

    def send(self, statements: Sequence[dict]) -> None:
        """Hand over statements; the store takes all of them or none.

        Raises:
            StatementsRefused: it does not like what they say.
            StoreUnavailable: anything that is not about these statements.
        """
        status = self._post(list(statements))
        if status in (HTTPStatus.OK, HTTPStatus.NO_CONTENT):
            return
        if status in ABOUT_CONTENT:
            raise StatementsRefused(status)
        raise StoreUnavailable(f"HTTP {status}")

    def _post(self, statements: list[dict]) -> int:
        try:
            response = self.session.post(
                self.address,
                json=statements,
                timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
                allow_redirects=False,
                stream=True,
            )
        except requests.RequestException as failure:
            raise StoreUnavailable(type(failure).__name__) from failure
        response.close()  # what it says beside the status is not read
        return response.status_code
