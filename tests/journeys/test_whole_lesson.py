"""A teacher runs a whole lesson with thirty students; the board is right at every step.

Twenty-nine students are simulated by what their browsers would send; one sits in Chromium.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.lesson_people import CLASS_OF_THIRTY, RunningLesson, Student, find_lesson
from tests.journeys.people import class_code, join_class, sign_in

pytestmark = pytest.mark.journey

# Asked every 15 seconds; what is said reaches a page within one question.
LATE, CUT, REOPENED = (28, 29), 5, 6


@pytest.fixture
def board(demo, new_context) -> Page:
    """The teacher's board of a class of thirty that was just given its module."""
    demo.manage("platform", "shell", "-c", CLASS_OF_THIRTY)
    page = new_context("desktop").new_page()
    sign_in(page, demo, "teacher@demo.example")
    page.get_by_role("link", name="3학년 7반").click()
    page.get_by_role("link", name="모듈 배정하기").first.click()
    page.get_by_label(re.compile("합성 매체는 어떻게 믿음을 흔드나")).check()
    page.get_by_role("button", name="배정하기 전에 확인").click()
    notice_read = page.get_by_label("사전 안내문을 읽었습니다")
    if notice_read.count():
        notice_read.check()
    page.get_by_role("button", name="배정하기", exact=True).click()
    page.wait_for_url(re.compile(r"/classes/[0-9a-f-]+/$"))
    return page


def ask_now(page: Page) -> None:
    """Let a live page ask at once instead of at its next turn."""
    page.evaluate("document.body.dispatchEvent(new Event('board-changed'))")


def check(board: Page, lesson: RunningLesson) -> dict[int, str]:
    """Board and database say the same of everybody, and the page shows it; gives it."""
    truth = lesson.truth()
    assert len(truth) == 30
    assert lesson.board_of(board.context) == truth
    ask_now(board)
    counts = [list(truth.values()).count(s) for s in ("not_started", "in_progress", "finished")]
    for place, count in enumerate(counts):
        expect(board.locator(".counter__value").nth(place)).to_have_text(str(count))
    return truth


def test_whole_lesson_with_thirty_students(demo, new_context, board):
    lesson = find_lesson(demo, class_code(demo, "DEMO002", 3, 7))
    students = {n: Student(lesson, new_context(), n) for n in range(1, 30)}
    on_time = [student for number, student in students.items() if number not in LATE]
    board.get_by_role("button", name="수업 시작").click()
    expect(board.get_by_role("button", name="화면 멈춤")).to_be_visible()
    for student in on_time:
        student.join()
        student.read(1)
    assert list(check(board, lesson).values()).count("in_progress") == 27

    tablet = sit_down(demo, new_context, lesson)
    pause_and_go_on(board, tablet, students[1])
    for student in on_time:
        student.read()
        student.begin_quiz()
    late_joiners(board, lesson, [students[number] for number in LATE])
    cut_line(board, lesson, students[CUT])
    for student in on_time:
        student.hand_in()
    assert list(check(board, lesson).values()).count("finished") == 27
    reopen(board, lesson, students[REOPENED])
    end_and_print(board, lesson, students[LATE[0]])


def sit_down(demo, new_context, lesson: RunningLesson) -> Page:
    """The thirtieth student, in a browser, who asks the teacher to come."""
    page = new_context("tablet").new_page()
    join_class(page, demo, lesson.code, 30)
    page.goto(f"{demo.platform}/ko/modules/{lesson.assignment}/{lesson.lesson}/1/")
    page.get_by_role("button", name="선생님, 도와주세요").click()
    expect(page.get_by_role("button", name=re.compile("이제 괜찮아요"))).to_be_visible()
    return page


def pause_and_go_on(board: Page, tablet: Page, student: Student) -> None:
    """The call reaches the board; a pause reaches the tablet; what is sent meanwhile is kept."""
    ask_now(board)
    seat = board.locator(".seat--help").filter(has_text="30번")
    expect(seat).to_contain_text("다녀왔습니다")
    seat.get_by_role("button").click()
    expect(seat).to_have_count(0)
    board.get_by_role("button", name="화면 멈춤").click()
    expect(board.get_by_role("button", name="화면 다시 진행")).to_be_visible()
    student.read(2)
    tablet.reload()
    expect(tablet.get_by_role("heading", name="선생님을 봐 주세요")).to_be_visible()
    board.get_by_role("button", name="화면 다시 진행").click()
    tablet.get_by_role("link", name="이어서 하기").click()
    expect(tablet.get_by_role("button", name="계속")).to_be_visible()
    check(board, student.lesson)


def late_joiners(board: Page, lesson: RunningLesson, late: list[Student]) -> None:
    """They come in with the same code and have what the class has."""
    assert {lesson.truth()[student.number] for student in late} == {"not_started"}
    for student in late:
        student.join()
        student.read(1)
    assert {check(board, lesson)[student.number] for student in late} == {"in_progress"}


def cut_line(board: Page, lesson: RunningLesson, student: Student) -> None:
    """Nothing arrives while the line is cut; the queue is sent after it, twice, and counts once."""
    student.context.set_offline(True)
    student.context.set_offline(False)
    for _ in range(2):
        for place in range(2):
            assert student.send_answer(place).status == 200
    saved = lesson.demo.rows(
        "platform", "SELECT count(*) FROM quizzes_answer WHERE attempt_id = %s", student.attempt
    )
    assert saved == [(2,)]
    check(board, lesson)
    expect(board.locator(".strip")).to_contain_text("아직 29")


def reopen(board: Page, lesson: RunningLesson, student: Student) -> None:
    """The teacher opens what was handed in once more; it is answered and handed in again."""
    state = "SELECT state FROM quizzes_attempt WHERE id = %s"
    address = f"/ko/assignments/{lesson.assignment}/exceptions/"
    page = board.context.new_page()
    page.goto(lesson.demo.platform + address)
    page.locator("select[name=student]").select_option(index=student.number)
    page.locator("[name=kind][value=reopen]").check()
    page.locator("[name=reason]").fill("연결 끊김")
    page.locator("main form button[type=submit]").first.click()
    assert lesson.demo.rows("platform", state, student.attempt) == [("open",)]
    page.close()
    assert student.send_answer(0).status == 200
    assert check(board, lesson)[student.number] == "in_progress"
    student.hand_in()
    assert check(board, lesson)[student.number] == "finished"
    assert lesson.demo.rows("platform", state, student.attempt) == [("submitted",)]


def end_and_print(board: Page, lesson: RunningLesson, slow: Student) -> None:
    """The end keeps what was done; paper and database agree, and the slow are told."""
    before = check(board, lesson)
    board.get_by_role("button", name="배정 끝내기").click()
    board.get_by_role("button", name="지금 끝내기").click()
    expect(board.get_by_role("button", name="화면 멈춤")).to_have_count(0)
    slow.read(2)
    assert check(board, lesson) == before
    board.get_by_role("link", name="결과").first.click()
    board.emulate_media(media="print")
    for number, state in before.items():
        row = board.get_by_role("row").filter(has_text=re.compile(rf"(?<!\d){number}번"))
        expect(row.first).to_contain_text(
            {"finished": "끝", "in_progress": "하는 중"}.get(state, "시작 전")
        )
    assert board.pdf().startswith(b"%PDF")
