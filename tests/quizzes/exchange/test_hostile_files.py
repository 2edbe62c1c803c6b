"""Files that mean harm: nothing is expanded, fetched or collected without bound."""

import pytest

from quizzes.exchange import xml_tree
from quizzes.exchange.plain_text import reduced
from quizzes.exchange.records import FileUnreadable, Note, Problem
from quizzes.exchange_files import read_questions

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "a billion laughs": (
        f'<!DOCTYPE quiz [<!ENTITY l0 "ha">{LAUGHS}]><quiz>&l9;</quiz>',
        Problem.DOCUMENT_TYPE,
    ),
    "a file of the server": (
        '<!DOCTYPE quiz [<!ENTITY f SYSTEM "file:///etc/passwd">]><quiz>&f;</quiz>',
        Problem.DOCUMENT_TYPE,
    ),
    "an outside document type": (
        '<!DOCTYPE quiz SYSTEM "http://127.0.0.1:9/a.dtd"><quiz/>',
        Problem.DOCUMENT_TYPE,
    ),
    "an unknown entity": ("<quiz>&nbsp;</quiz>", Problem.NOT_XML),
    "deep nesting": ("<quiz>" + "<a>" * 5_000, Problem.TOO_MUCH),
    "many elements": (
        "<quiz>" + "<a/>" * (xml_tree.MOST_ELEMENTS + 1) + "</quiz>",
        Problem.TOO_MUCH,
    ),
    "another root": ("<?xml version='1.0'?><html/>", Problem.OTHER_FORMAT),
    "NUL": ("물음\0{T}", Problem.NOT_TEXT),
    "a PDF": ("%PDF-1.4 {T}", Problem.OTHER_FORMAT),
    "nothing": (" \n ", Problem.EMPTY),
    "comments only": ("// a\n\n// b", Problem.EMPTY),
    "too many questions": ("a{T}\n\n" * 1_001, Problem.TOO_MUCH),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_with_a_reason(name):
    source, problem = HOSTILE[name]
    with pytest.raises(FileUnreadable) as refused:
        read_questions(source.encode(), language="ko")
    assert refused.value.problem == problem


def test_file_larger_than_the_bound_is_refused():
    with pytest.raises(FileUnreadable) as refused:
        read_questions(b"a" * 2_000_001, language="ko")
    assert refused.value.problem == Problem.TOO_MUCH


def test_korean_windows_text_is_read():
    reading = read_questions("사진은 진짜다.{F}".encode("cp949"), language="ko")
    assert reading.questions[0].stem == "사진은 진짜다."


def test_declared_encoding_does_not_choose_another():
    source = '<?xml version="1.0" encoding="UTF-7"?><quiz>+ADw-</quiz>'
    with pytest.raises(FileUnreadable):
        read_questions(source.encode(), language="ko")


def test_html_leaves_words_only_and_says_what_is_lost():
    result = reduced("<p onclick=x>가<script>alert(1)</script> <b>나</b></p><img src=//x.example>")
    assert result.text == "가 나"
    assert dict(result.notes) == {Note.MEDIA: "img", Note.FORMATTING: "b, script"}
