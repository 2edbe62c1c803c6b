"""A TCP proxy that loses the server's reply: the server has done its work, nobody hears of it."""

import socket
import threading
from datetime import datetime

from django.utils import timezone


class CuttingProxy:
    """Listens on a port of its own and passes each connection on; use it as a context.

    Attributes:
        port: where it listens.
        cut: replies that were lost so far.
        cut_at: when the first one was lost.
    """

    def __init__(self, upstream: int, *, cuts: int):
        self.upstream, self.cuts, self.cut = upstream, cuts, 0
        self.cut_at: datetime | None = None
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]

    def __enter__(self):
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *fault):
        self.listener.close()

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:  # the test is over
                return
            with client, socket.create_connection(("127.0.0.1", self.upstream)) as server:
                self._pass_on(client, server)

    def _pass_on(self, client: socket.socket, server: socket.socket) -> None:
        server.sendall(_message(client))
        reply = _message(server)
        if self.cut < self.cuts:
            self.cut += 1
            self.cut_at = self.cut_at or timezone.now()
            return
        client.sendall(reply)


def _message(line: socket.socket) -> bytes:
    """One whole HTTP message: its head, and the body its length tells of."""
    told = b""
    while b"\r\n\r\n" not in told:
        told += line.recv(65536)
    head, _, body = told.partition(b"\r\n\r\n")
    length = 0
    for row in head.lower().split(b"\r\n"):
        if row.startswith(b"content-length:"):
            length = int(row.partition(b":")[2])
    while len(body) < length:
        body += line.recv(65536)
    return head + b"\r\n\r\n" + body
