"""A database of the old application as schools have one: its tables, filled the way it did."""

import json
import sqlite3
from pathlib import Path

import psycopg

TABLES = {
    "quiz_category": "id integer, category varchar(250)",
    "quiz_subcategory": "id integer, sub_category varchar(250), category_id integer",
    "quiz_quiz": "id integer, title varchar(60), description text, url varchar(60),"
    " category_id integer, random_order bool, max_questions integer, answers_at_end bool,"
    " exam_paper bool, single_attempt bool, pass_mark smallint, success_text text,"
    " fail_text text, draft bool",
    "quiz_question": "id integer, figure varchar(100), content varchar(1000), explanation text,"
    " category_id integer, sub_category_id integer",
    "quiz_question_quiz": "id integer, question_id integer, quiz_id integer",
    "multichoice_mcquestion": "question_ptr_id integer, answer_order varchar(30)",
    "multichoice_answer": "id integer, question_id integer, content varchar(1000), correct bool",
    "true_false_tf_question": "question_ptr_id integer, correct bool",
    "essay_essay_question": "question_ptr_id integer",
    "quiz_sitting": "id integer, user_id integer, quiz_id integer, question_order text,"
    " question_list text, incorrect_questions text, current_score integer, complete bool,"
    ' user_answers text, start timestamp, "end" timestamp',
    "quiz_progress": "id integer, user_id integer, score text",
}
QUIZ = {
    "description": "",
    "category_id": 1,
    "random_order": False,
    "max_questions": None,
    "answers_at_end": True,
    "exam_paper": True,
    "single_attempt": False,
    "pass_mark": 50,
    "success_text": "",
    "fail_text": "",
    "draft": False,
}
SITTING = {
    "question_order": "1,2,3,4,",
    "question_list": "",
    "incorrect_questions": "",
    "complete": True,
    "start": "2015-03-02 00:10:00",
    "end": "2015-03-02 00:20:00.5",
}


class OldDatabase:
    """The rows of an old database, to be written into a file or a server."""

    def __init__(self):
        self.rows: dict[str, list[dict]] = {table: [] for table in TABLES}

    def add(self, table: str, **values) -> None:
        """One row more."""
        self.rows[table].append(values)

    def add_question(self, number: int, table: str, category: int | None = 1, **values) -> None:
        """A question of one of the three kinds, in quiz 1."""
        more = {key: values.pop(key) for key in ("figure", "sub_category_id") if key in values}
        row = {"figure": "", "sub_category_id": None, "explanation": "그 까닭", **more}
        self.add("quiz_question", id=number, content=f"물음 {number}", category_id=category, **row)
        self.add(table, question_ptr_id=number, **values)
        self.add("quiz_question_quiz", id=number, question_id=number, quiz_id=1)

    def add_quiz(self, number: int, title: str, url: str, **values) -> None:
        """A quiz."""
        self.add("quiz_quiz", id=number, title=title, url=url, **{**QUIZ, **values})

    def add_sitting(self, number: int, answers: dict | str, score: int, **values) -> None:
        """A finished sitting of user 11 at quiz 1; `answers` as JSON stores them."""
        stored = answers if isinstance(answers, str) else json.dumps(answers)
        row = {"user_id": 11, "quiz_id": 1, "user_answers": stored, "current_score": score}
        self.add("quiz_sitting", id=number, **{**row, **SITTING, **values})

    def write_sqlite(self, path: Path) -> str:
        """Write an SQLite file; gives the DSN."""
        with sqlite3.connect(path) as connection:
            self._write(connection, "?")
        connection.close()
        return str(path)

    def write_postgresql(self, dsn: str) -> str:
        """Write into an empty PostgreSQL database; gives the DSN back."""
        with psycopg.connect(dsn) as connection:
            self._write(connection, "%s")
        return dsn

    def _write(self, connection, mark: str) -> None:
        for table, columns in TABLES.items():
            connection.execute(f"CREATE TABLE {table} ({columns})")
            for row in self.rows[table]:
                names = ", ".join(f'"{name}"' for name in row)
                marks = ", ".join([mark] * len(row))
                insert = " ".join(["INSERT INTO", table, f"({names}) VALUES ({marks})"])
                connection.execute(insert, list(row.values()))


def school_database() -> OldDatabase:
    """A category with a sub-category, a quiz with a question of each kind, two of a choice."""
    old = OldDatabase()
    old.add("quiz_category", id=1, category="사진-확인")
    old.add("quiz_subcategory", id=1, sub_category="출처", category_id=1)
    old.add_quiz(1, "사진 퀴즈", "사진-퀴즈", success_text="잘했어요", single_attempt=True)
    old.add_question(1, "multichoice_mcquestion", answer_order="content", sub_category_id=1)
    old.add_question(2, "multichoice_mcquestion", answer_order="random")
    old.add_question(3, "true_false_tf_question", correct=False)
    old.add_question(4, "essay_essay_question")
    for number, question, text, correct in (
        (1, 1, "나", True),
        (2, 1, "가", False),
        (3, 2, "누가 올렸는지", True),
        (4, 2, "언제 올렸는지", True),
        (5, 2, "예쁜지", False),
    ):
        old.add(
            "multichoice_answer", id=number, question_id=question, content=text, correct=correct
        )
    return old
