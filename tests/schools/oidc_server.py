"""A small OpenID Connect provider on this machine: code flow with PKCE, signed id tokens.

What it says about whoever comes is set by the test; what it checks, it checks like a real one.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, CLIENT_SECRET = "classroom", "only-for-tests"


class Provider(ThreadingHTTPServer):
    """The provider; `claims` is what it says about the next person."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict = {}
        self.codes: dict[str, dict] = {}
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def id_token(self) -> str:
        now = int(time.time())
        times = {"iss": self.url, "aud": CLIENT_ID, "iat": now, "exp": now + 60}
        return jwt.encode({**self.claims, **times}, self.key, "RS256", headers={"kid": "1"})


class Handler(BaseHTTPRequestHandler):
    """Its five addresses."""

    def do_GET(self):
        path = urlsplit(self.path)
        if path.path == "/authorize":
            return self._authorize({key: value[0] for key, value in parse_qs(path.query).items()})
        if path.path == "/userinfo":
            is_known = self.headers["Authorization"] == "Bearer access"
            return self._json(self.server.claims if is_known else {}, 200 if is_known else 401)
        pages = {"/.well-known/openid-configuration": self._configuration, "/jwks": self._keys}
        return self._json(pages[path.path]())

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {key: value[0] for key, value in parse_qs(body).items()}
        asked = self.server.codes.pop(sent.get("code"), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        is_right = (
            asked
            and sent["client_secret"] == CLIENT_SECRET
            and sent["redirect_uri"] == asked["redirect_uri"]
            and challenge == asked["code_challenge"]
        )
        if not is_right:
            return self._json({"error": "invalid_grant"}, 400)
        token = {"access_token": "access", "token_type": "Bearer", "expires_in": 60}
        return self._json({**token, "id_token": self.server.id_token()})

    def _authorize(self, asked: dict):
        code = secrets.token_urlsafe()
        self.server.codes[code] = asked
        back = urlencode({"code": code, "state": asked["state"]})
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{back}")
        self.end_headers()

    def _configuration(self) -> dict:
        url = self.server.url
        return {
            "issuer": url,
            "authorization_endpoint": f"{url}/authorize",
            "token_endpoint": f"{url}/token",
            "userinfo_endpoint": f"{url}/userinfo",
            "jwks_uri": f"{url}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def _keys(self) -> dict:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.server.key.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": "1", "use": "sig", "alg": "RS256"}]}

    def _json(self, content: dict, status: int = 200):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Say nothing."""
