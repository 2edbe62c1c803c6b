"""A thousand students of one school who come in at the same time, from one address."""

import asyncio
import json
import random
import re
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@dataclass
class Answer:
    """One answer of the server."""

    status: int
    headers: dict[str, str]
    body: str = ""


@dataclass
class Tally:
    """What came of it.

    Attributes:
        seconds: how long each request took.
        joined_at: seconds from the bell until each student was in.
        problems: what went wrong, in words.
    """

    seconds: list[float] = field(default_factory=list)
    joined_at: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


class Tablet:
    """One student's browser: one connection, its own cookies."""

    def __init__(self, origin: str, tally: Tally):
        self.host, self.port = urlsplit(origin).hostname, urlsplit(origin).port
        self.tally = tally
        self.cookies: dict[str, str] = {}
        self.token = ""
        self.line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, form: dict | None = None) -> Answer:
        """GET, or POST with a form; notes how long it took."""
        fields = {"csrfmiddlewaretoken": self.token, **(form or {})}
        body = None if form is None else urlencode(fields).encode()
        answer = await self._timed(path, body, "application/x-www-form-urlencoded")
        if found := TOKEN.search(answer.body):
            self.token = found[1]
        return answer

    async def send(self, path: str, values: dict) -> Answer:
        """POST as a script of the page does, in JSON; notes how long it took."""
        return await self._timed(path, json.dumps(values).encode(), "application/json")

    async def _timed(self, path: str, body: bytes | None, kind: str) -> Answer:
        started = time.monotonic()
        answer = await self._exchange(path, body, kind)
        self.tally.seconds.append(time.monotonic() - started)
        return answer

    async def _exchange(self, path: str, body: bytes | None, kind: str) -> Answer:
        head = [f"{'GET' if body is None else 'POST'} {path} HTTP/1.1", f"Host: {self._host()}"]
        head += [f"Cookie: {'; '.join(f'{name}={value}' for name, value in self.cookies.items())}"]
        head += [f"Content-Type: {kind}", f"Content-Length: {len(body or b'')}"]
        if kind == "application/json":
            head += ["Accept: application/json", f"X-CSRFToken: {self.token}"]
        message = "\r\n".join([*head, "", ""]).encode() + (body or b"")
        try:
            return await self._answer_to(message)
        except (asyncio.IncompleteReadError, ConnectionError):
            # The server closed a line that lay idle for long; a browser opens another.
            self.hang_up()
            return await self._answer_to(message)

    async def _answer_to(self, message: bytes) -> Answer:
        if self.line is None:
            self.line = await asyncio.open_connection(self.host, self.port)
        reader, writer = self.line
        writer.write(message)
        answer = self._read_head(await reader.readuntil(b"\r\n\r\n"))
        answer.body = (await reader.readexactly(int(answer.headers["content-length"]))).decode()
        return answer

    def hang_up(self) -> None:
        """Close the connection."""
        if self.line:
            self.line[1].close()
            self.line = None

    def _host(self) -> str:
        return f"{self.host}:{self.port}"

    def _read_head(self, head: bytes) -> Answer:
        first, *lines = head.decode().rstrip().split("\r\n")
        headers = {}
        for line in lines:
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                self._keep(value)
            headers[name.lower()] = value
        return Answer(int(first.split()[1]), headers)

    def _keep(self, cookie: str) -> None:
        name, _, value = cookie.partition(";")[0].partition("=")
        self.cookies[name] = value.strip('"')


async def come_in(tablet: Tablet, *, code: str, number: int, pin: str, mistypes: str) -> None:
    """Two pages, with one typing error where `mistypes` says "code" or "pin"."""
    await tablet.ask("/ko/join/")
    if mistypes == "code":
        await tablet.ask("/ko/join/", {"code": f"{code[:7]}{'2' if code[7] != '2' else '3'}"})
    await tablet.ask("/ko/join/", {"code": code})
    await tablet.ask("/ko/join/seat/")
    if mistypes == "pin":
        await tablet.ask("/ko/join/seat/", {"number": number, "pin": "000000"})
    answer = await tablet.ask("/ko/join/seat/", {"number": number, "pin": pin})
    if answer.status != 302 or not answer.headers.get("location", "").endswith("/home/"):
        tablet.tally.problems.append(f"number {number} of {code}: {answer.status}")


async def ring(origin: str, classes: dict[str, list[str]], *, within: float, seed: int) -> Tally:
    """Let everybody begin at a random moment within so many seconds.

    Args:
        classes: PINs in the order of numbers, by class code.
    """
    chance, tally, started = random.Random(seed), Tally(), time.monotonic()

    async def student(code: str, number: int, pin: str, delay: float, mistypes: str) -> None:
        await asyncio.sleep(delay)
        tablet = Tablet(origin, tally)
        await come_in(tablet, code=code, number=number, pin=pin, mistypes=mistypes)
        tally.joined_at.append(time.monotonic() - started)
        tablet.hang_up()

    everybody = [
        student(code, number, pin, chance.uniform(0, within), _mistake(chance))
        for code, pins in classes.items()
        for number, pin in enumerate(pins, start=1)
    ]
    await asyncio.gather(*everybody)
    return tally


def _mistake(chance: random.Random) -> str:
    """One student in ten makes a typing error."""
    return chance.choice(("code", "pin")) if chance.random() < 0.1 else ""
