"""A learning platform's side of a launch: keys, registration, signed tokens, what it posts."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from jwcrypto.jwk import JWK
from jwcrypto.jwt import JWT
from lti_tool.models import Key, LtiDeployment, LtiRegistration

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/"
ROLES = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
LAUNCH_URL = "http://localhost:8000/lti/launch/"
CLIENT_ID = "classroom-at-school"
NAME, MAIL = "홍길동이라는이름", "hong.gildong@school.example"


class LearningPlatform(ThreadingHTTPServer):
    """A registered platform with a real RSA key, whose public half it serves on 127.0.0.1."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.key = JWK.generate(kty="RSA", size=2048, kid="2026", alg="RS256", use="sig")
        # Our own pair: making one takes longer than the launch it signs.
        self.our_key = JWK.generate(kty="RSA", size=2048)
        self.keys_asked, self.language = 0, "ko"
        # For a browser: who is sent where, and what came back.
        self.ours, self.told, self.returned = LAUNCH_URL, {}, ""
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def register(self) -> LtiDeployment:
        """What `add_lti_platform` does."""
        Key.objects.create_from_jwk(self.our_key)
        registration = LtiRegistration.objects.create(
            name="한빛 온라인 교실",
            issuer=self.issuer,
            client_id=CLIENT_ID,
            auth_url=f"{self.issuer}/auth",
            keyset_url=f"{self.issuer}/keys",
        )
        return LtiDeployment.objects.create(
            registration=registration, deployment_id="1", is_active=True
        )

    def sign_in(self, client, **asked) -> dict:
        """Begin at our sign-in address; gives what we sent along to the platform."""
        told = {
            "iss": self.issuer,
            "client_id": CLIENT_ID,
            "login_hint": "7",
            "target_link_uri": LAUNCH_URL,
            **asked,
        }
        response = client.post("/lti/login/", told)
        if not response.url.startswith(f"{self.issuer}/auth?"):
            return {}
        return {key: value[0] for key, value in parse_qs(urlsplit(response.url).query).items()}

    def claims(self, sent_nonce: str, role: str = "Learner", **changed) -> dict:
        """The body of a token; a claim that is changed to None is left out."""
        now = int(time.time())
        body = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": "learner-7",
            "iat": now,
            "exp": now + 60,
            "nonce": sent_nonce,
            "name": NAME,
            "given_name": NAME,
            "email": MAIL,
            CLAIM + "message_type": "LtiResourceLinkRequest",
            CLAIM + "version": "1.3.0",
            CLAIM + "deployment_id": "1",
            CLAIM + "target_link_uri": LAUNCH_URL,
            CLAIM + "resource_link": {"id": "link-1", "title": NAME},
            CLAIM + "context": {"id": "course-1", "title": NAME},
            CLAIM + "roles": [ROLES + role],
            **changed,
        }
        return {name: value for name, value in body.items() if value is not None}

    def sign(self, body: dict, *, key: JWK | None = None, **header) -> str:
        """The token."""
        told = {"alg": "RS256", "kid": "2026", "typ": "JWT", **header}
        token = JWT(header=told, claims=body)
        token.make_signed_token(key or self.key)
        return token.serialize()

    def launch(self, client, role: str = "Learner", **changed):
        """From the sign-in to the answer of our launch address."""
        sent = self.sign_in(client)
        body = self.claims(sent["nonce"], role, **changed)
        return self.post(client, sent["state"], self.sign(body))

    def post(self, client, state: str, token: str):
        """Post as another site does: without any cookie, but in the browser's language."""
        browser = type(client)(headers={"Accept-Language": self.language})
        return browser.post("/lti/launch/", {"state": state, "id_token": token})


class Handler(BaseHTTPRequestHandler):
    """Its public keys; for a browser a page of a course, a sign-in and a place to return to."""

    def do_GET(self):
        path = urlsplit(self.path)
        if path.path == "/keys":
            self.server.keys_asked += 1
            return self._answer(json.dumps({"keys": [self.server.key.export_public(as_dict=True)]}))
        if path.path == "/auth":
            asked = {key: value[0] for key, value in parse_qs(path.query).items()}
            return self._answer(self._launch(asked))
        asked = {"iss": self.server.issuer, "login_hint": "7", "target_link_uri": self.server.ours}
        login = self.server.ours.replace("/launch/", "/login/")
        return self._answer(form(login, asked, "open"))

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.returned = parse_qs(body)["JWT"][0]
        self._answer("<h1>returned</h1>")

    def _launch(self, asked: dict) -> str:
        target = {CLAIM + "target_link_uri": self.server.ours}
        claims = self.server.claims(asked["nonce"], **{**target, **self.server.told})
        sent = {"state": asked["state"], "id_token": self.server.sign(claims)}
        page = form(asked["redirect_uri"], sent, "go on")
        return page + "<script>document.forms[0].submit()</script>"

    def _answer(self, text: str):
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Say nothing."""


def form(address: str, fields: dict, label: str) -> str:
    """A form as platforms send it; the values need no escaping."""
    hidden = "".join(f"<input type=hidden name='{k}' value='{v}'>" for k, v in fields.items())
    return f"<form method=post action='{address}'>{hidden}<button>{label}</button></form>"
