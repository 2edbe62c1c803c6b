"""QTI items: one kind of interaction after the other, and packages of them."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from quizzes.exchange import archives
from quizzes.exchange.qti import read_qti
from quizzes.exchange.records import FileUnreadable, Pair, Problem


def item(body: str, *, right=(), cardinality="single", base="identifier", mapping="") -> bytes:
    values = "".join(f"<value>{value}</value>" for value in right)
    return f"""<assessmentItem title="t"><responseDeclaration identifier="R"
      cardinality="{cardinality}" baseType="{base}"><correctResponse>{values}</correctResponse>
      {mapping}</responseDeclaration><itemBody><p>물음</p>{body}</itemBody></assessmentItem>
    """.encode()


def choices(*keys: str, name="simpleChoice") -> str:
    return "".join(f'<{name} identifier="{key}">보기 {key}</{name}>' for key in keys)


def package(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(f"{name}.xml", content)
    return out.getvalue()


ONE = item(
    f'<choiceInteraction responseIdentifier="R" maxChoices="1">{choices("A", "B")}'
    "</choiceInteraction>",
    right="A",
)


def only(data: bytes):
    (found,) = read_qti(data).items
    return found


def test_choice_of_several_with_a_mapping_pays_for_parts():
    body = f'<choiceInteraction responseIdentifier="R" maxChoices="0">{choices(*"ABC")}'
    mapping = '<mapping><mapEntry mapKey="A" mappedValue="1"/></mapping>'
    data = item(f"{body}</choiceInteraction>", right="AC", cardinality="multiple", mapping=mapping)
    question = only(data).question
    assert (question.kind, question.credit) == ("several", "partial")
    assert [choice.is_right for choice in question.choices] == [True, False, True]


def test_order_is_the_declared_one():
    body = f'<orderInteraction responseIdentifier="R">{choices(*"ABC")}</orderInteraction>'
    question = only(item(body, right="CAB", cardinality="ordered")).question
    assert [choice.text for choice in question.choices] == ["보기 C", "보기 A", "보기 B"]


def test_match_gives_pairs_and_what_belongs_to_nothing():
    sets = [choices(*keys, name="simpleAssociableChoice") for keys in ("AB", "XYZ")]
    body = "".join(f"<simpleMatchSet>{each}</simpleMatchSet>" for each in sets)
    body = f'<matchInteraction responseIdentifier="R">{body}</matchInteraction>'
    question = only(item(body, right=["A Y", "B X"], cardinality="multiple")).question
    assert question.pairs == (Pair("보기 A", "보기 Y"), Pair("보기 B", "보기 X"))
    assert question.extra_targets == ("보기 Z",)


def test_text_entry_leaves_a_gap_and_gives_the_accepted_words():
    body = '<p>번호는 <textEntryInteraction responseIdentifier="R"/>번</p>'
    question = only(item(body, right=["112"], base="string")).question
    assert "_____" in question.stem
    assert [choice.text for choice in question.choices] == ["112"]


def test_extended_text_is_an_essay():
    body = '<extendedTextInteraction responseIdentifier="R"><prompt>써요</prompt>'
    question = only(item(f"{body}</extendedTextInteraction>")).question
    assert (question.kind, question.stem) == ("essay", "물음\n써요")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('<hotspotInteraction responseIdentifier="R"/>', Problem.UNKNOWN_KIND),
        ('<choiceInteraction responseIdentifier="X"/>', Problem.NO_KEY),
        ("<p>읽기만 해요</p>", Problem.NOT_A_QUESTION),
        (
            '<sliderInteraction/><textEntryInteraction responseIdentifier="R"/>',
            Problem.SEVERAL_PARTS,
        ),
    ],
)
def test_item_of_another_kind_is_refused_with_its_line(body, problem):
    found = only(item(body))
    assert (found.problem, found.line) == (problem, 1)


def test_package_lists_every_file_that_is_neither_item_nor_frame():
    data = package(imsmanifest=b"<manifest/>", good=ONE, broken=b"<assess", other=b"<note/>")
    found = {each.place: each.problem for each in read_qti(data).items}
    assert found == {
        "good.xml": None,
        "broken.xml": Problem.NOT_XML,
        "other.xml": Problem.NOT_A_QUESTION,
    }


def test_archive_that_unpacks_to_too_much_is_refused():
    bomb = package(bomb=b"<a>" + b" " * (archives.MOST_PART_BYTES + 1))
    assert len(bomb) < 10_000
    with pytest.raises(FileUnreadable) as refused:
        read_qti(bomb)
    assert refused.value.problem == Problem.TOO_MUCH


def test_archive_of_many_small_files_is_refused():
    many = package(**{f"n{number}": b"<a/>" for number in range(archives.MOST_PARTS + 1)})
    with pytest.raises(FileUnreadable) as refused:
        read_qti(many)
    assert refused.value.problem == Problem.TOO_MUCH


@pytest.mark.parametrize("cut", [10, 60, -30])
def test_archive_that_is_cut_off_is_refused(cut):
    with pytest.raises(FileUnreadable):
        read_qti(package(good=ONE)[:cut])
