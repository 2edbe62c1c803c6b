"""A small xAPI store on this machine: keeps each statement id once, and answers as it is told."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class StoreServer(ThreadingHTTPServer):
    """The store.

    Attributes:
        kept: statements by id.
        answers: status for coming requests, the first for the next; after them it works.
        poison: ids it refuses, with the status.
        asked: what came, as (path, headers, ids).
    """

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.kept, self.poison, self.answers, self.asked = {}, {}, [], []
        self.elsewhere = ""
        self.endpoint = f"http://127.0.0.1:{self.server_port}/xapi"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def take(self, statements: list[dict]) -> int:
        """All of them or none, as xAPI 1.0.3 wants."""
        if self.answers:
            return self.answers.pop(0)
        for statement in statements:
            if status := self.poison.get(statement["id"]):
                return status
            if self.kept.get(statement["id"], statement) != statement:
                return 409
        self.kept |= {statement["id"]: statement for statement in statements}
        return 200


class Handler(BaseHTTPRequestHandler):
    """Its one address."""

    def do_POST(self):
        statements = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        ids = [statement["id"] for statement in statements]
        self.server.asked.append((self.path, dict(self.headers), ids))
        status = self.server.take(statements)
        self.send_response(status)
        if self.server.elsewhere:
            self.send_header("Location", self.server.elsewhere)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"[]")

    def log_message(self, *args):
        """Say nothing."""
