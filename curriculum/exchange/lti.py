"""Launches from a school's learning platform (LTI 1.3): what is asked of them, what is believed.

The way: the platform sends the browser to our sign-in address; we send it back with a state and a
nonce; it returns with a token the platform signed. The state is signed by us and needs no row, so
a stranger makes us write nothing. Of the token we take the course, an opaque learner and the
module; a name or an address in it is not looked at and kept nowhere.

`lti_token` checks the token itself.
"""

import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from lti_tool.models import LtiDeployment, LtiRegistration
from pylti1p3.exception import LtiException

from curriculum.exchange.lti_keys import KeysUnreadable
from curriculum.exchange.lti_token import CLAIM, NUL, Launch, Platforms
from curriculum.models import LtiLaunch

DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
LAUNCH_PATH = "/lti/launch/"
SALT = "curriculum.exchange.lti"
# From our sign-in address to the platform and back; platforms may ask for a password in between.
STATE_SECONDS = 10 * 60
# What may stand in the header that names where a form may go.
ORIGIN = re.compile(r"https?://[a-zA-Z0-9.-]+(:[0-9]{1,5})?")
LONGEST_DATA, LONGEST_URL = 4000, 1000


class LaunchRefused(Exception):
    """A launch that is not believed, or that leads where none may lead; the text is for the log."""


@dataclass(frozen=True)
class Proven:
    """What we take from a launch; the fields are those of `LtiLaunch`."""

    deployment: LtiDeployment
    kind: LtiLaunch.Kind
    nonce_digest: bytes
    browser_digest: bytes
    course_digest: bytes
    person_digest: bytes
    module_key: UUID | None
    return_url: str
    return_data: str


def launch_url() -> str:
    """The one address a launch may be for."""
    return settings.PLATFORM_URL + LAUNCH_PATH


def digest(*words: str) -> bytes:
    """What is kept in place of something a platform sent."""
    key = settings.LTI_PSEUDONYM_KEY.encode()
    return hmac.digest(key, "\n".join(words).encode(), "sha256")


def start_sign_in(asked: Mapping[str, str], *, browser: str) -> str:
    """The platform's address to send a browser to, which asked to be launched.

    Args:
        asked: what the platform sent along (OpenID Connect, third-party initiated login).
        browser: a secret word this browser holds in a cookie; only there the launch will open.

    Raises:
        LaunchRefused: a platform nobody registered, or a target that is not our launch address.
    """
    registration = _registration(asked.get("iss", ""), asked.get("client_id", ""))
    if asked.get("target_link_uri") != launch_url():
        raise LaunchRefused("target outside")
    if not asked.get("login_hint"):
        raise LaunchRefused("no login hint")
    nonce = secrets.token_urlsafe(24)
    state = [str(registration.uuid), nonce, digest("browser", browser).hex()]
    query = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": registration.client_id,
        "redirect_uri": launch_url(),
        "state": signing.dumps(state, salt=SALT),
        "nonce": nonce,
        "login_hint": asked["login_hint"],
    }
    if hint := asked.get("lti_message_hint"):
        query["lti_message_hint"] = hint
    joint = "&" if urlsplit(registration.auth_url).query else "?"
    return f"{registration.auth_url}{joint}{urlencode(query)}"


def prove_launch(request: HttpRequest) -> Proven:
    """Check what a platform posted. Whether it came before is for the action that notes it.

    Raises:
        LaunchRefused: it does not hold, or leads where none may lead.
    """
    try:
        told = signing.loads(request.POST.get("state", ""), salt=SALT, max_age=STATE_SECONDS)
    except signing.BadSignature as forged:
        raise LaunchRefused("state") from forged
    registration, nonce, browser = told
    launch = Launch(request, Platforms(registration), nonce=nonce)
    try:
        launch.validate()
        return _read(launch, browser_digest=bytes.fromhex(browser))
    except (LtiException, KeysUnreadable) as failure:
        raise LaunchRefused(str(failure)[:200]) from failure


def origin_of(address: str) -> str:
    """Scheme and host of an address a form may be sent to.

    Raises:
        LaunchRefused: it is no such address, or production would send it without TLS.
    """
    try:
        parts = urlsplit(address)
    except ValueError as malformed:
        raise LaunchRefused("return address") from malformed
    origin = f"{parts.scheme}://{parts.netloc}"
    is_safe = parts.scheme == "https" or not settings.SESSION_COOKIE_SECURE
    if not (ORIGIN.fullmatch(origin) and is_safe and len(address) <= LONGEST_URL):
        raise LaunchRefused("return address")
    return origin


def _registration(issuer: str, client_id: str) -> LtiRegistration:
    """A platform by its issuer; the client id may be left out where it has only one."""
    if NUL in issuer + client_id:
        raise LaunchRefused("unknown platform")
    found = LtiRegistration.objects.active().filter(issuer=issuer)
    if client_id:
        found = found.filter(client_id=client_id)
    registrations = list(found[:2])
    if len(registrations) != 1:
        raise LaunchRefused("unknown platform")
    return registrations[0]


def _read(launch: Launch, *, browser_digest: bytes) -> Proven:
    claims, deployment = launch.claims, launch.platforms.deployment
    kind = _kind(launch)
    target = claims.get(f"{CLAIM}target_link_uri")
    if target != launch_url() and not (kind == LtiLaunch.Kind.PICK and target is None):
        raise LaunchRefused("target outside")
    place = str(deployment.registration.uuid), deployment.deployment_id
    course = _part(claims, "context").get("id", "")
    if not course and kind != LtiLaunch.Kind.PICK:
        raise LaunchRefused("no course")
    returns = _returns(claims) if kind == LtiLaunch.Kind.PICK else ("", "")
    return Proven(
        deployment=deployment,
        kind=kind,
        nonce_digest=digest("nonce", *place, launch.nonce),
        browser_digest=browser_digest,
        course_digest=digest("course", *place, str(course)),
        person_digest=digest("person", *place, str(course), str(claims["sub"])),
        module_key=_module_key(_part(claims, "custom")),
        return_url=returns[0],
        return_data=returns[1],
    )


def _kind(launch: Launch) -> LtiLaunch.Kind:
    """What somebody came for. Who teaches a course and learns in it as well, teaches."""
    is_teacher = launch.check_teacher_access()
    if launch.is_deep_link_launch() and is_teacher:
        return LtiLaunch.Kind.PICK
    if launch.is_resource_launch() and is_teacher:
        return LtiLaunch.Kind.TEACH
    if launch.is_resource_launch() and launch.check_student_access():
        return LtiLaunch.Kind.LEARN
    raise LaunchRefused("neither teacher nor learner, or another kind of launch")


def _part(claims: dict, name: str) -> dict:
    part = claims.get(CLAIM + name) or {}
    if not isinstance(part, dict):
        raise LaunchRefused("claims of another shape")
    return part


def _module_key(custom: dict) -> UUID | None:
    """The module a link is for. A step of one, a survey among them, is never launched alone."""
    if "step" in custom or "survey" in custom:
        raise LaunchRefused("a part of a module")
    if not (given := custom.get("module")):
        return None
    try:
        return UUID(str(given))
    except ValueError as malformed:
        raise LaunchRefused("module") from malformed


def _returns(claims: dict) -> tuple[str, str]:
    told = claims[DEEP_LINKING]
    address, data = str(told.get("deep_link_return_url", "")), told.get("data", "")
    origin_of(address)
    if not isinstance(data, str) or len(data) > LONGEST_DATA or NUL in data:
        raise LaunchRefused("data to send back")
    return address, data
