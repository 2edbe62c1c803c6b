"""What people do at the door: join a class, sign in, read a code off a sheet."""

import json
import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from curriculum.demo import PUBLISHED_TOTP_SEED
from tests.journeys.running_demo import Demo

CODE_SECONDS = 30
PASSWORD = "demo-classroom-2026"


def class_code(demo: Demo, school: str, grade: int, number: int) -> str:
    """The code on the board of a demo class, as the teacher would read it out."""
    rows = demo.rows(
        "platform",
        """SELECT code FROM schools_joincode
            JOIN schools_classroom ON schools_classroom.id = classroom_id
            JOIN schools_school ON schools_school.id = school_id
            WHERE neis_code = %s AND grade = %s AND class_number = %s AND closed_at IS NULL""",
        school,
        grade,
        number,
    )
    return rows[0][0]


def join_class(page: Page, demo: Demo, code: str, number: int, pin: str | None = None) -> None:
    """Type the class code, then number and PIN; ends on the page "what to do today"."""
    page.goto(demo.platform)
    page.locator("input[name=code]").fill(code)
    page.get_by_role("button", name="들어가기").click()
    take_seat(page, number, pin)
    page.wait_for_url("**/ko/home/")


def take_seat(page: Page, number: int, pin: str | None = None) -> None:
    """Type number and PIN; the demo's PIN is the number, six digits long."""
    page.locator("input[name=number]").fill(str(number))
    page.locator("input[name=pin]").fill(pin or f"{number:06d}")
    page.locator("main button[type=submit]").first.click()


def sign_in(page: Page, demo: Demo, email: str) -> None:
    """Sign in as staff, with a one-time code where the role needs one."""
    page.goto(f"{demo.platform}/ko/accounts/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_load_state()
    if "authenticate" in page.url:
        _give_code(page)
    expect(page).not_to_have_url(re.compile("/accounts/"))


def _give_code(page: Page) -> None:
    """Type the one-time code; one that was used already is refused, so wait for the next."""
    used = ""
    while "authenticate" in page.url:
        while (code := code_at(time.time())) == used:
            page.wait_for_timeout(500)
        used = code
        page.locator("input[name=code]").fill(code)
        page.locator("main button[type=submit]").first.click()
        page.wait_for_load_state()


def code_at(moment: float) -> str:
    """What the app of every demo account shows at a moment in seconds, from the published seed."""
    return format_hotp_value(hotp_value(PUBLISHED_TOTP_SEED, int(moment) // CODE_SECONDS))


def survey_code(demo: Demo, level: str, *, place: int = 0) -> str:
    """A code from the printed sheet of a level."""
    sheet = next((demo.data_dir / "demo").glob(f"*{level}*.html")).read_text(encoding="utf-8")
    codes = re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z*~$=]{5}", sheet)
    samples = json.loads((demo.data_dir / "demo/survey_codes.json").read_text(encoding="utf-8"))
    given_away = {re.sub("-", "", code) for code in samples.values()}
    return [code for code in codes if re.sub("-", "", code) not in given_away][place]
