"""T-60: what the running services and their database servers have written after an answer."""

import http.client
import re
from urllib.parse import urlencode, urlsplit

import pytest

from tests.journeys.people import survey_code
from tests.journeys.running_demo import Demo
from tests.journeys.test_survey import go_to_the_survey, open_the_door

pytestmark = pytest.mark.journey
CANARY = "canary-7731-logs"
ADDRESS = "203.0.113.77"
# Everything that a browser, a proxy or another site could tell of somebody.
TOLD = {
    "User-Agent": f"Mozilla/5.0 {CANARY}",
    "Referer": f"http://{CANARY}.example/ko/home/",
    "Cookie": f"session={CANARY}",
    "Authorization": f"Bearer {CANARY}",
    "X-Forwarded-For": ADDRESS,
    "X-Request-Id": CANARY,
    "Accept-Language": CANARY,
}
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


def send(address: str, data: dict[str, str] | bytes | None = None) -> str:
    """The text of an answer, whatever its status."""
    body = urlencode(data).encode() if isinstance(data, dict) else data
    kind = "application/x-www-form-urlencoded" if isinstance(data, dict) else "application/json"
    url = urlsplit(address)
    connection = http.client.HTTPConnection(url.netloc, timeout=10)
    method, target = "GET" if body is None else "POST", f"{url.path}?{url.query}"
    connection.request(method, target, body, {**TOLD, "Content-Type": kind})
    text = connection.getresponse().read().decode()
    connection.close()
    return text


def send_on_paper(demo: Demo, code: str) -> None:
    """The way without JavaScript: the answers reach the server in plain for a moment."""
    review = send(f"{demo.survey}/ko/h/review/", {"code": code, "Q10": "yes", "Q2": "2"})
    form = review[review.index("/ko/h/send/") :]
    fields = dict(HIDDEN.findall(form[: form.index("</form>")]))
    assert {"sealed", "stratum", "id"} <= set(fields)
    before = demo.rows("survey", "SELECT count(*) FROM collector_answer")[0][0]
    send(f"{demo.survey}/ko/h/send/", fields)
    assert demo.rows("survey", "SELECT count(*) FROM collector_answer")[0][0] == before + 1
    send(f"{demo.survey}/ko/h/send/", {**fields, "id": CANARY})


def send_nonsense(demo: Demo) -> None:
    """What is refused, and what is no address: a server is most talkative about those."""
    for body in (CANARY.encode(), b'{"code": "%s"}' % CANARY.encode(), b"\xff" * 70_000):
        send(f"{demo.survey}/send/?{CANARY}", body)
    for path in (f"ko/{CANARY}/", f"{CANARY}?{CANARY}={CANARY}", "ko/h/%00", f"static/{CANARY}.js"):
        send(f"{demo.survey}/{path}")


def logs(demo: Demo) -> dict[str, bytes]:
    """Every log there is: of the services, the worker, the demo, and of both database servers."""
    found = [*demo.data_dir.rglob("*.log"), *demo.data_dir.glob("postgres/*/log")]
    return {str(path.relative_to(demo.data_dir)): path.read_bytes() for path in found}


def survey_files(demo: Demo) -> dict[str, bytes]:
    """The survey's database server as it lies on the disk, its write-ahead log included."""
    home = demo.data_dir / "postgres" / "survey"
    return {str(path): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def test_t60_no_log_of_the_running_services_holds_anything_of_who_answered(demo, new_context):
    code = survey_code(demo, "H", place=3)
    page = new_context("tablet", user_agent=CANARY).new_page()
    open_the_door(page, demo, 3, 6)
    page.get_by_text("참여권을 받았어요").wait_for()
    go_to_the_survey(page, demo)
    send_on_paper(demo, code)
    send_nonsense(demo)
    plain = code.replace("-", "")
    needles = [text.encode() for text in (CANARY, ADDRESS, code, plain, '"Q10"', "Q10=yes", "Q10:")]
    written = logs(demo)
    # Both services, the worker and both servers do write logs: the search looks at something.
    names = {"demo/platform.log", "demo/survey.log", "demo/worker.log"}
    assert names | {"postgres/platform/log", "postgres/survey/log"} <= set(written)
    for name, data in {**written, **survey_files(demo)}.items():
        assert [needle for needle in needles if needle in data] == [], name
