"""A thousand boards on the running product: what polling adds to a thousand idle connections.

Processor time of the server's processes and of its database, from /proc; other work on the
machine does not count. Each connection polls one board in a session of its own, with its newest
ETag; one session in sixteen is due to have its idle end moved on, as often as in a lesson.
"""

import asyncio
import json
import os
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.journeys.running_demo import Demo

BOARDS, EVERY_SECONDS, MEASURED_SECONDS = 1000, 15, 15
TICKS = os.sysconf("SC_CLK_TCK")
SESSIONS = """
import json
from datetime import timedelta
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from curriculum.models import Assignment
from schools.actions import open_join_code
from schools.sessions import IDLE_SECONDS_OF_STAFF
given = Assignment.objects.running().filter(made_by__email="teacher@demo.example").latest("made_at")
browser = Client()
browser.force_login(given.made_by)
data = Session.objects.get(pk=browser.cookies["session"].value).session_data
keys = [f"board{number:027}" for number in range(%(boards)d)]
ends_at = timezone.now() + timedelta(seconds=IDLE_SECONDS_OF_STAFF)
Session.objects.bulk_create(
    Session(session_key=key, session_data=data, expire_date=ends_at) for key in keys
)
if not given.classroom.join_codes.open().exists():
    open_join_code(classroom=given.classroom, by=given.made_by)
print(json.dumps([str(given.classroom_id), str(given.pk), keys]))
"""


DUE = """
UPDATE django_session SET expire_date = expire_date - interval '6 minutes'
WHERE session_key LIKE 'board%' AND right(session_key, 3)::int % 16 = 15 RETURNING 1
"""


def server_processes(demo: Demo) -> list[int]:
    """The platform's web processes and the processes of its database."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            command = (entry / "cmdline").read_bytes().decode(errors="replace")
            parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        found.append((int(entry.name), parent, command))
    port = f"--port\0{urlsplit(demo.platform).port}\0"
    data = str(demo.data_dir / "postgres" / "platform")
    roots = {pid for pid, _parent, command in found if port in command or data in command}
    return [pid for pid, parent, _command in found if pid in roots or parent in roots]


def cpu_seconds(processes: list[int]) -> dict[int, float]:
    """Processor time each of these processes has used so far; those that ended are left out."""
    spent = {}
    for pid in processes:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        spent[pid] = (int(fields[11]) + int(fields[12])) / TICKS
    return spent


def spent_since(before: dict[int, float]) -> float:
    """Seconds of processor since an earlier reading."""
    now = cpu_seconds(list(before))
    return sum(seconds - before[pid] for pid, seconds in now.items())


class Board:
    """One kept connection that polls."""

    def __init__(self, demo: Demo, path: str, cookie: str):
        self.demo, self.path, self.cookie, self.etag = demo, path, cookie, ""

    async def connect(self) -> None:
        parts = urlsplit(self.demo.platform)
        self.line = await asyncio.open_connection(parts.hostname, parts.port)

    async def poll(self) -> int:
        """Ask for news; gives the status."""
        reader, writer = self.line
        head = f"GET {self.path} HTTP/1.1\r\nHost: {urlsplit(self.demo.platform).netloc}\r\n"
        head += f"Cookie: session={self.cookie}\r\nIf-None-Match: {self.etag}\r\n"
        head += "Cache-Control: max-age=1\r\n\r\n"
        writer.write(head.encode())
        answer = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in answer[1:] if ": " in line)
        await reader.readexactly(int(headers.get("content-length", "0")))
        self.etag = headers.get("etag", "")
        return int(answer[0].split()[1])


async def run(demo: Demo, path: str, cookies: list[str]) -> tuple[float, float, dict[int, int]]:
    """Seconds of processor while idle, and while polling; and what was answered."""
    boards = [Board(demo, path, cookie) for cookie in cookies]
    # Each is let in once, one after the other; only then do a thousand connections stand open.
    await boards[0].connect()
    for board in boards:
        board.line = boards[0].line
        await board.poll()
    for board in boards:
        await board.connect()
    processes = server_processes(demo)
    before = cpu_seconds(processes)
    await asyncio.sleep(MEASURED_SECONDS)
    idle = spent_since(before)
    # From the second poll on the server knows when each will come.
    await poll_all(boards)
    demo.rows("platform", DUE)
    before = cpu_seconds(processes)
    statuses = await poll_all(boards)
    return idle, spent_since(before), statuses


async def poll_all(boards: list[Board]) -> dict[int, int]:
    """Each once, spread over the time between two polls; gives how often each status came."""
    statuses: dict[int, int] = {}
    begun = time.monotonic()
    for number, board in enumerate(boards):
        await asyncio.sleep(max(0, begun + number * EVERY_SECONDS / BOARDS - time.monotonic()))
        status = await board.poll()
        statuses[status] = statuses.get(status, 0) + 1
    return statuses


def test_thousand_boards_every_fifteen_seconds_beside_idle_connections(demo, capsys):
    script = SESSIONS % {"boards": BOARDS}
    classroom, assignment, cookies = json.loads(
        demo.manage("platform", "shell", "-c", script).splitlines()[-1]
    )
    query = urlencode({"assignment": assignment})
    idle, polling, statuses = asyncio.run(
        run(demo, f"/ko/classes/{classroom}/live/?{query}", cookies)
    )
    share = (polling - idle) / EVERY_SECONDS
    with capsys.disabled():
        print(
            f"\n{BOARDS} boards once in {EVERY_SECONDS} s: idle {idle:.2f} s, polling "
            f"{polling:.2f} s of processor, answers {statuses}: {share:.1%} of a core more, "
            f"{(polling - idle) * 1000 / BOARDS:.2f} ms a poll with its database"
        )
    assert statuses.get(304, 0) >= 0.95 * BOARDS
