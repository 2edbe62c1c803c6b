"""Two officials write a version of the questionnaire and open a round; nobody does it alone."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey


def ask(page: Page, word: str) -> None:
    page.get_by_role("link", name=f"{word} 요청").click()
    page.get_by_label("사유").fill("연간 계획에 따름")
    page.get_by_role("button", name="확인 요청").click()


def confirm(page: Page, demo, word: str) -> None:
    page.goto(f"{demo.platform}/ko/rounds/2030-1/")
    page.get_by_role("link", name=f"살펴보고 확인: {word}").click()
    page.get_by_label("내용을 살펴보았고", exact=False).check()
    page.get_by_role("button", name=f"{word} 확인").click()


def let_a_class_draw_codes(page: Page, demo) -> None:
    """Everybody takes tickets but one class, which is chosen before the review."""
    page.get_by_role("link", name="조사 참여 방법", exact=False).click()
    page.get_by_label("학교 이름 또는 나이스 코드").fill("시연중")
    page.get_by_role("button", name="찾기").click()
    page.get_by_role("link", name="시연중학교").click()
    page.get_by_label("2학년 4반", exact=False).check()
    page.get_by_role("button", name="저장").click()
    expect(page.get_by_text("적어 두었습니다")).to_be_visible()
    page.goto(f"{demo.platform}/ko/rounds/2030-1/")


def wait_until_open(page: Page) -> None:
    """The worker makes keys and codes; the page says how far it is."""
    again = page.get_by_role("link", name="다시 보기")
    expect(again.or_(page.get_by_text("학생들이 답하고 있습니다"))).to_be_visible()
    for _ in range(60):
        if not again.is_visible():
            break
        page.wait_for_timeout(500)
        again.click()
        page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("학생들이 답하고 있습니다")


def test_officials_copy_change_and_approve_a_questionnaire(demo, analyst, approver):
    analyst.goto(f"{demo.platform}/ko/questionnaires/new/")
    analyst.get_by_label("새 판 이름").fill("2030-1")
    analyst.get_by_role("button", name="쓰기 시작").click()
    analyst.locator("#Q7").get_by_role("link", name=re.compile("^수정")).click()
    analyst.locator("[name=ko]").fill("나에게도 이런 일이 생길까 봐 마음이 쓰이나요?")
    analyst.get_by_role("button", name="이 질문 저장").click()
    expect(analyst.locator("#Q7")).to_contain_text("마음이 쓰이나요")
    analyst.get_by_role("button", name="승인 요청").click()
    approver.goto(f"{demo.platform}/ko/questionnaires/2030-1/preview/")
    expect(approver.locator("main")).to_contain_text("27쪽")
    approver.goto(f"{demo.platform}/ko/questionnaires/2030-1/")
    approver.get_by_role("button", name="이 판 승인").click()
    expect(approver.locator("main")).to_contain_text("승인됨")


def test_officials_open_a_round_together(demo, analyst, approver):
    public_key = demo.manage("platform", "make_sealing_key", "2030-1").strip().splitlines()[-1]
    analyst.goto(f"{demo.platform}/ko/rounds/new/")
    analyst.get_by_label("조사 번호").fill("2030-1")
    analyst.locator("[name=opens_on]").fill("2030-05-06")
    analyst.locator("[name=closes_on]").fill("2030-05-24")
    analyst.get_by_label("공개 봉인 키").fill(public_key)
    analyst.get_by_role("button", name="적어 두기").click()
    let_a_class_draw_codes(analyst, demo)
    ask(analyst, "검토")
    confirm(approver, demo, "검토")
    analyst.reload()
    ask(analyst, "열기")
    confirm(approver, demo, "열기")
    wait_until_open(approver)
    assert (demo.data_dir / "exchange/2030-1/bundle.json").exists()
    assert list((demo.data_dir / "sheets/2030-1").glob("*.html"))
