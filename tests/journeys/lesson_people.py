"""A class at work for the journeys: what browsers send, and what the database says of it."""

import re
from dataclasses import dataclass
from uuid import UUID

from playwright.sync_api import APIResponse, BrowserContext

from tests.journeys.running_demo import Demo

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
STATE_WORDS = {"시작 전": "not_started", "하는 중": "in_progress", "끝": "finished"}
SEAT = re.compile(r'seat__number">\s*(\d+)번\s*</span>.*?seat__state">(.*?)</span>', re.S)

CLASS_OF_THIRTY = """
from core.levels import Level
from curriculum.demo import DemoClass, load_class
load_class(DemoClass("DEMO002", "시연중학교", "Demo Middle School", Level.MIDDLE, 3, 7, 30))
"""

TRUTH = """
WITH steps AS (
  SELECT step.key FROM curriculum_step step
  JOIN curriculum_modulepage module ON true
  JOIN wagtailcore_page page ON page.id = module.page_ptr_id
    AND page.translation_key = step.module_key
  JOIN curriculum_assignment given ON given.module_id = module.page_ptr_id
  WHERE given.id = %s AND step.is_current AND step.kind IN ('lesson', 'quiz')
)
SELECT student.number,
  (SELECT count(*) FROM steps),
  count(done.finished_at) FILTER (WHERE done.step_id IN (SELECT key FROM steps)),
  count(done.id) + (
    SELECT count(*) FROM quizzes_attempt attempt
    JOIN curriculum_occasion occasion ON occasion.id = attempt.occasion
    WHERE attempt.student_id = student.id AND occasion.assignment_id = %s)
FROM schools_student student
LEFT JOIN curriculum_completion done
  ON done.student_id = student.id AND done.assignment_id = %s
WHERE student.classroom_id = %s AND student.left_on IS NULL
GROUP BY student.id ORDER BY student.number
"""


@dataclass
class RunningLesson:
    """One assignment of one class in the running demo.

    Attributes:
        options: key of the question and of its first option, for each question of the quiz.
    """

    demo: Demo
    code: str
    classroom: UUID
    assignment: UUID
    lesson: UUID
    length: int
    occasion: UUID
    options: list[tuple[UUID, UUID]]

    def truth(self) -> dict[int, str]:
        """The state of each number, straight from the rows."""
        given = str(self.assignment)
        rows = self.demo.rows("platform", TRUTH, given, given, given, str(self.classroom))
        return {number: _state(steps, done, begun) for number, steps, done, begun in rows}

    def board_of(self, teacher: BrowserContext) -> dict[int, str]:
        """The state of each number as the teacher's board is told it."""
        url = f"{self.demo.platform}/ko/classes/{self.classroom}/live/"
        html = teacher.request.get(f"{url}?assignment={self.assignment}").text()
        words = {
            int(number): re.sub("<.*?>", "", text, flags=re.S)
            for number, text in SEAT.findall(html)
        }
        return {number: STATE_WORDS[text.strip()] for number, text in words.items()}


def _state(steps: int, done: int, begun: int) -> str:
    if steps and done == steps:
        return "finished"
    return "in_progress" if begun else "not_started"


@dataclass
class Student:
    """One student's device: cookies of its own, no page."""

    lesson: RunningLesson
    context: BrowserContext
    number: int
    attempt: str = ""

    def _post(self, path: str, **form) -> APIResponse:
        url = self.lesson.demo.platform + path
        answer = self.context.request.post(url, form={"csrfmiddlewaretoken": self._token(), **form})
        assert answer.status < 400, f"{path}: {answer.status}"
        return answer

    def _token(self) -> str:
        return next(c["value"] for c in self.context.cookies() if c["name"] == "csrf")

    def join(self) -> None:
        """Code, number, PIN."""
        self.context.request.get(self.lesson.demo.platform + "/ko/join/")
        self._post("/ko/join/", code=self.lesson.code)
        pin = f"{self.number:06d}"
        answer = self._post("/ko/join/seat/", number=str(self.number), pin=pin)
        assert answer.url.endswith("/home/"), answer.url

    def read(self, upto: int | None = None) -> None:
        """Continue from the first steps of the lesson; from all of them by default."""
        of = f"/ko/modules/{self.lesson.assignment}/{self.lesson.lesson}"
        for number in range(1, (upto or self.lesson.length) + 1):
            self._post(f"{of}/{number}/")

    def begin_quiz(self) -> None:
        """Start the quiz."""
        answer = self._post(f"/ko/quizzes/{self.lesson.occasion}/start/")
        self.attempt = answer.url.split("/attempts/")[1].split("/")[0]

    def send_answer(self, place: int, *, rev: int = 1) -> APIResponse:
        """One answer, as the quiz page's script sends it."""
        item, option = self.lesson.options[place]
        return self.context.request.post(
            f"{self.lesson.demo.platform}/ko/attempts/{self.attempt}/answers/",
            data={"item": str(item), "chosen": [str(option)], "client_rev": rev},
            headers={"X-CSRFToken": self._token(), "Accept": "application/json"},
        )

    def hand_in(self) -> None:
        """Submit, without anything left on the device."""
        self._post(f"/ko/attempts/{self.attempt}/submit/", answers="")


def find_lesson(demo: Demo, code: str) -> RunningLesson:
    """The newest assignment of the class of thirty."""
    rows = demo.rows(
        "platform",
        """SELECT given.classroom_id, given.id, step.key, step.kind, step.target_key
            FROM curriculum_assignment given
            JOIN schools_classroom room ON room.id = given.classroom_id
            JOIN wagtailcore_page page ON page.id = given.module_id
            JOIN curriculum_step step ON step.module_key = page.translation_key
            WHERE room.grade = 3 AND room.class_number = 7 AND step.is_current
            ORDER BY step.position""",
    )
    lesson = next(row for row in rows if row[3] == "lesson")
    quiz = next(row for row in rows if row[3] == "quiz")
    occasion = demo.rows(
        "platform",
        "SELECT id FROM curriculum_occasion WHERE assignment_id = %s AND step_id = %s",
        *(str(quiz[1]), str(quiz[2])),
    )
    return RunningLesson(
        *(demo, code, lesson[0], lesson[1], lesson[2], _length(demo, lesson[4])),
        occasion[0][0],
        _options(demo, quiz[4]),
    )


def _length(demo: Demo, target: UUID) -> int:
    rows = demo.rows(
        "platform",
        """SELECT jsonb_array_length(lesson.steps::jsonb) FROM lessons_lessonpage lesson
            JOIN wagtailcore_page page ON page.id = lesson.page_ptr_id
            JOIN wagtailcore_locale locale ON locale.id = page.locale_id
            WHERE page.translation_key = %s AND locale.language_code = 'ko'""",
        str(target),
    )
    return rows[0][0]


def _options(demo: Demo, quiz_key: UUID) -> list[tuple[UUID, UUID]]:
    """Questions that are answered by one option, each with its first."""
    return demo.rows(
        "platform",
        """SELECT DISTINCT ON (item.position) item.key, option.key FROM quizzes_item item
            JOIN quizzes_option option ON option.item_id = item.id
            JOIN quizzes_edition edition ON edition.id = item.edition_id
            WHERE edition.quiz_key = %s AND item.kind IN ('one', 'true_false', 'likert')
              AND edition.number = (
                SELECT max(number) FROM quizzes_edition WHERE quiz_key = edition.quiz_key)
            ORDER BY item.position, option.id""",
        str(quiz_key),
    )
