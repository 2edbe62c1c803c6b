"""An analyst asks for tables, a second person lets them out, and a file is taken for a purpose."""

import re
import time
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey
SMALL = re.compile(r"^[1-9]$")
GATE_SECONDS = 180


def ask_for_tables(page: Page, demo, words: str) -> str:
    """Ask for tables of a round and wait for the gate; returns the address of the release.

    Args:
        words: of the list's address, such as "2026-1/request/?t=Q10.o.10".
    """
    page.goto(f"{demo.platform}/ko/rounds/{words}")
    page.get_by_label("이 표를 어디에 쓰나요?").fill("실태조사 결과 공표")
    page.get_by_role("button", name="이 표 요청").click()
    expect(page).to_have_url(re.compile("/publications/"))
    address, deadline = page.url, time.monotonic() + GATE_SECONDS
    while not page.get_by_role("link", name="검토", exact=True).count():
        assert time.monotonic() < deadline, page.locator("main").inner_text()
        page.wait_for_timeout(1000)
        page.goto(address)
    return address


def cells_of(page: Page, address: str) -> list[str]:
    """Every cell of the table of those affected."""
    page.goto(f"{address}tables/Q10/")
    cells = page.locator("main table td.number").all_inner_texts()
    return [cell.split("\n")[0].strip() for cell in cells if "–" not in cell]


def review(page: Page, address: str) -> None:
    """Say that the tables were looked at."""
    page.goto(f"{address}review/")
    page.get_by_label("살펴본 것과 알게 된 것").fill("표와 숨긴 칸을 모두 읽음")
    page.get_by_role("button", name="검토를 마쳤습니다").click()


def take_file(page: Page, export: str) -> bytes:
    """Fetch the file of an export that is ready."""
    page.goto(export)
    with page.expect_download() as started:
        page.get_by_role("button", name="내려받기").click()
    return started.value.path().read_bytes()


def approve_now(page: Page, address: str) -> None:
    """Let a release out at this minute."""
    page.goto(f"{address}approve/")
    now = datetime.now(ZoneInfo("Asia/Seoul"))
    page.get_by_label("공표일").fill(str(now.date()))
    page.get_by_label("공표 시각").fill(f"{now:%H:%M}")
    page.get_by_label("표를 읽었고", exact=False).check()
    page.get_by_role("button", name="이 시각으로 승인").click()
    expect(page.locator("main")).to_contain_text("공개됩니다")


def test_t100_release_goes_from_the_request_to_the_public_by_two_people(demo, analyst, approver):
    address = ask_for_tables(analyst, demo, "2026-1/request/?t=Q10.o.10")
    expect(analyst.locator("main")).to_contain_text("공표 전 자료")
    expect(analyst.locator("main")).to_contain_text("합성 자료")
    cells = cells_of(analyst, address)
    assert "[c]" in cells and len(cells) > 17
    assert not [cell for cell in cells if SMALL.match(cell)]
    review(analyst, address)

    analyst.goto(f"{address}export/")
    analyst.get_by_label("어디에 쓰려고 합니까?", exact=False).fill("보고서 작성")
    analyst.get_by_role("button", name="파일 요청").click()
    export = analyst.url
    expect(analyst.get_by_role("button", name="내려받기")).to_have_count(0)
    approver.goto(f"{export}decide/")
    approver.get_by_label("허가", exact=False).check()
    approver.get_by_role("button", name="결정").click()
    assert take_file(analyst, export) == take_file(analyst, export)

    approve_now(approver, address)
    # The demo's own schedule may have been faster.
    demo.manage("platform", "publish_releases")
    analyst.goto(address)
    expect(analyst.locator("main")).not_to_contain_text("공표 전 자료")


def test_analyst_puts_a_list_together_by_keyboard_and_it_can_be_made_again(demo, analyst):
    analyst.goto(f"{demo.platform}/ko/rounds/2026-1/request/")
    for key in ("Q4", "Q10"):
        analyst.get_by_label("추가할 표").select_option(key)
        analyst.get_by_role("button", name="추가", exact=True).press("Enter")
    analyst.get_by_role("button", name="아래로 Q4").press("Enter")
    legends = analyst.locator(".set-table legend")
    expect(legends.first).to_contain_text("Q10")
    total = analyst.locator("#set-total").inner_text()
    analyst.get_by_label("전국의 학년").first.press("Space")
    expect(analyst.locator("#set-total")).not_to_have_text(total, use_inner_text=True)
    analyst.get_by_role("link", name="이 목록의 주소", exact=False).press("Enter")
    expect(legends).to_have_count(2)
    expect(analyst.get_by_label("전국의 학년").first).not_to_be_checked()
