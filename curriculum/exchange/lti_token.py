"""The token a learning platform posts, checked. PyLTI1p3 does most of it; here it is stricter."""

import hmac

import jwt
from jwcrypto.common import JWException
from lti_tool.models import LtiDeployment
from lti_tool.utils import DjangoToolConfig
from pylti1p3.contrib.django import DjangoMessageLaunch
from pylti1p3.deployment import Deployment
from pylti1p3.exception import LtiException

from curriculum.exchange.lti_keys import read_keys

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
ALGORITHM = "RS256"
# PostgreSQL takes it in no text.
NUL = "\x00"
# Clocks of two servers differ.
LEEWAY_SECONDS = 60


class Platforms(DjangoToolConfig):
    """Registered platforms; a deployment nobody registered is not made, as the base would do."""

    def find_deployment_by_params(self, iss, deployment_id, client_id, *args, **kwargs):
        if not isinstance(deployment_id, str) or NUL in deployment_id:
            return None
        found = LtiDeployment.objects.active().filter(
            registration=self.registration, deployment_id=deployment_id
        )
        self.deployment = found.select_related("registration").first()
        return self.deployment and Deployment().set_deployment_id(deployment_id)


class Launch(DjangoMessageLaunch):
    """A posted token, checked: state and nonce are ours, claims are required, nothing is kept.

    Args:
        nonce: the one that was sent along with the state.
    """

    def __init__(self, request, platforms: Platforms, *, nonce: str):
        super().__init__(request, platforms)
        self.platforms, self.nonce = platforms, nonce

    @property
    def claims(self) -> dict:
        """The token's body."""
        return self._jwt["body"]

    def validate_state(self):
        """It was opened before, and said which platform and nonce this must be."""
        return self

    def validate_jwt_format(self):
        super().validate_jwt_format()
        if not all(isinstance(self._jwt[part], dict) for part in ("header", "body")):
            raise LtiException("token is no object")
        return self

    def validate_nonce(self):
        if not hmac.compare_digest(str(self.claims.get("nonce", "")).encode(), self.nonce.encode()):
            raise LtiException("nonce is another")
        return self

    def get_client_id(self) -> str:
        audience = self.claims.get("aud")
        if isinstance(audience, list) and len(audience) == 1:
            audience = audience[0]
        if not isinstance(audience, str):
            raise LtiException("audience is not one")
        if self.claims.get("azp", audience) != audience:
            raise LtiException("issued to another")
        return audience

    def validate_jwt_signature(self):
        header = self._jwt["header"]
        if header.get("alg") != ALGORITHM:
            raise LtiException("algorithm")
        address = self.platforms.registration.keyset_url
        keys = read_keys(address, wanted=str(header.get("kid")))
        self._registration.set_key_set({"keys": keys})
        try:
            key, _algorithm = self.get_public_key()
            jwt.decode(
                self._get_id_token(),
                key,
                algorithms=[ALGORITHM],
                audience=self.get_client_id(),
                issuer=self.get_iss(),
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iat", "iss", "aud", "nonce", "sub"]},
            )
        except (jwt.InvalidTokenError, JWException) as failure:
            raise LtiException(type(failure).__name__) from failure
        return self

    def validate_message(self):
        try:
            super().validate_message()
        except (AttributeError, TypeError) as malformed:
            raise LtiException("claims of another shape") from malformed
        roles = self.claims[f"{CLAIM}roles"]
        if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
            raise LtiException("claims of another shape")
        return self

    def save_launch_data(self):
        """The base keeps the whole token for a day, names and all; here nothing is kept."""
        return self
