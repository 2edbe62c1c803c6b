"""Who is due is looked up with the first of a second, and never gets anything older than that."""

import threading

import pytest

from curriculum.due_polls import EVERY_SECONDS, LOST_AFTER_SECONDS, MOST_AT_ONCE, DuePolls


class Server:
    """Due polls over a clock that is set by hand; answers tell when they were read."""

    def __init__(self):
        self.now, self.reads = 0.0, []
        self.due = DuePolls(self.read, lambda: self.now)

    def read(self, questions):
        self.reads.append(list(questions))
        return [(question, self.now) for question in questions]

    def ask(self, question, at: float):
        """As the middleware does: what waits, else a look; then it is expected again."""
        self.now = at
        answer = self.due.take_waiting(question) or self.due.answer(question)
        self.due.expect(question)
        return answer


@pytest.fixture
def server():
    return Server()


def test_those_due_within_a_second_are_read_with_the_first(server):
    for number in range(28):
        server.ask(number, at=number / 2)
    assert server.reads == [[number] for number in range(28)]
    server.reads.clear()
    answers = [server.ask(number, at=EVERY_SECONDS + number / 2) for number in range(28)]
    assert [question for question, _read_at in answers] == list(range(28))
    assert server.reads == [[number, number + 1] for number in range(0, 28, 2)]


def test_answer_is_never_older_than_a_second(server):
    server.ask("first", at=0)
    server.ask("late", at=0.9)
    server.ask("first", at=15)
    assert server.reads[-1] == ["first", "late"]
    assert server.ask("late", at=15.999) == ("late", 15)
    server.ask("first", at=30)
    assert server.ask("late", at=31.1) == ("late", 31.1)


def test_each_answer_is_handed_out_once_and_to_nobody_else(server):
    server.ask("first", at=0)
    server.ask("second", at=0.5)
    server.ask("first", at=15)
    assert server.ask("stranger", at=15.1) == ("stranger", 15.1)
    assert server.ask("second", at=15.2) == ("second", 15)
    assert server.ask("second", at=15.3) == ("second", 15.3)


def test_page_that_was_closed_is_looked_up_once_more_and_then_forgotten(server):
    server.ask("stays", at=0)
    server.ask("closed", at=0.1)
    for at in (15, 30, 45):
        server.ask("stays", at=at)
    assert server.reads[2:] == [["stays", "closed"], ["stays"], ["stays"]]
    server.ask("stays", at=45 + LOST_AFTER_SECONDS)
    assert "closed" not in server.due._asked_at


def test_stranger_who_asks_and_is_not_expected_leaves_nothing_behind(server):
    for number in range(1000):
        server.due.answer(number)
    assert not server.due._asked_at and not server.due._waiting


def test_one_look_takes_no_more_than_its_share(server):
    for number in range(3 * MOST_AT_ONCE):
        server.ask(number, at=0.5)
    server.ask("first", at=15)
    assert len(server.reads[-1]) == 1 + MOST_AT_ONCE


def test_slow_look_that_was_overtaken_hands_out_nothing_old(server):
    server.ask("a", at=0)
    server.ask("b", at=0.5)
    server.ask("c", at=1.2)
    slow, may_go_on = threading.Event(), threading.Event()

    def read_slowly(questions):
        slow.set()
        may_go_on.wait(timeout=10)
        return [(question, "old") for question in questions]

    fast, server.due._read = server.due._read, read_slowly
    server.now = 15
    thread = threading.Thread(target=server.due.answer, args=("a",))
    thread.start()
    assert slow.wait(timeout=10)
    server.due._read = fast
    server.ask("b", at=16.1)
    may_go_on.set()
    thread.join()
    assert server.ask("c", at=16.2) == ("c", 16.1)


def test_after_a_slow_look_everybody_asks_alone_for_a_while(server):
    """Else a full database would be asked twice for whatever comes back too late."""
    takes, fast = 0.6, server.due._read

    def read_slowly(questions):
        answers = fast(questions)
        server.now += takes
        return answers

    server.ask("first", at=0)
    server.ask("second", at=0.5)
    server.due._read = read_slowly
    server.ask("first", at=15)
    server.due._read = fast
    server.ask("third", at=16)
    server.ask("fourth", at=16.5)
    server.ask("first", at=30)
    assert server.reads[-1] == ["first"]
    server.ask("third", at=31)
    assert server.reads[-1] == ["third", "fourth"]


def test_look_that_failed_leaves_the_others_to_ask_for_themselves(server):
    server.ask("first", at=0)
    server.ask("second", at=0.5)
    works = server.due._read

    def fail(questions):
        raise ConnectionError

    server.due._read = fail
    with pytest.raises(ConnectionError):
        server.ask("first", at=15)
    server.due._read = works
    assert server.ask("second", at=15.5) == ("second", 15.5)
    assert server.ask("first", at=16) == ("first", 16)
