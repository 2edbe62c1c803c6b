"""Questions of every kind, with texts that formats find hard, for property tests."""

from dataclasses import replace

from hypothesis import strategies as st

from quizzes.exchange.checking import one_line, tidied
from quizzes.exchange.records import TRUE_AND_FALSE, Choice, ExchangedQuestion, Pair

# Signs that mean something in one of the formats, beside any other sign there is.
HARD = "~=#{}:\\%->[]<>&;'\"/$*,|\n\t @+-()_nThtml가나 ＝"
HARD_WORDS = (
    *("//", "::a::", "$CATEGORY: x", "[html]", "%50%", "####", "->", "TRUE", "T#", "<p>b</p>"),
    *("&amp;", "]]>", "=1+1", "'=1", "''", "\\n", "~=", "{}", "top", "종류", "_x0041_", "{#3}"),
)
signs = st.one_of(st.sampled_from(HARD), st.characters(exclude_categories=["Cs"]))
texts = st.lists(st.one_of(signs, st.sampled_from(HARD_WORDS)), max_size=8).map("".join)
some_text = texts.map(one_line).filter(bool)
# What looks like a pattern is refused as an expected answer.
plain_answers = st.text(alphabet="ab 가나=~#{}:%-'>1", min_size=1, max_size=8).filter(str.strip)
themes = st.lists(
    st.tuples(st.sampled_from(["가", "b", "1"]), some_text.map(lambda t: t[:60])).map("".join),
    max_size=2,
).map(tuple)


@st.composite
def choices(draw, *, fewest=2, most=5, right=1, all_texts=some_text):
    """Options of which `right` are right, or any number of them where it is None."""
    count = draw(st.integers(fewest, most))
    how_many = draw(st.integers(1, count)) if right is None else right
    first = draw(st.integers(0, count - 1))
    return tuple(
        Choice(draw(all_texts), (place - first) % count < how_many, draw(texts))
        for place in range(count)
    )


@st.composite
def questions_of(draw, kind):
    """A question of one kind that could be in the bank."""
    parts = draw(PARTS[kind])
    question = ExchangedQuestion(
        kind=kind,
        stem=draw(texts.filter(one_line)),
        explanation=draw(texts),
        points=draw(st.integers(1, 100)),
        credit=draw(st.sampled_from(["whole", "partial"])),
        theme=draw(themes),
        lesson_step=draw(st.none() | st.uuids()),
        **parts,
    )
    return tidied(question)


steps = st.lists(some_text.map(Choice), min_size=2, max_size=7).map(tuple)
pairs = st.lists(st.builds(Pair, some_text, some_text), min_size=2, max_size=5).map(tuple)
truths = st.tuples(choices(most=2), st.booleans()).map(
    lambda drawn: tuple(
        replace(choice, text=text) if drawn[1] else choice
        for choice, text in zip(drawn[0], TRUE_AND_FALSE["ko"], strict=True)
    )
)
pictured = choices(most=4).map(
    lambda drawn: tuple(replace(each, picture="two-cats") for each in drawn)
)
PARTS = {
    "one": st.fixed_dictionaries({"choices": choices()}),
    "several": st.fixed_dictionaries({"choices": choices(right=None)}),
    "true_false": st.fixed_dictionaries({"choices": truths}),
    "order": st.fixed_dictionaries({"choices": steps}),
    "likert": st.fixed_dictionaries({"choices": steps}),
    "match": st.fixed_dictionaries(
        {"pairs": pairs, "extra_targets": st.lists(some_text, max_size=3).map(tuple)}
    ),
    "short": st.fixed_dictionaries(
        {"choices": choices(fewest=1, right=None, all_texts=plain_answers)}
    ),
    "essay": st.just({}),
    "picture": st.fixed_dictionaries({"choices": pictured}),
}


def papers(kinds):
    """Some questions of these kinds, in any order."""
    return st.lists(st.sampled_from(kinds).flatmap(questions_of), max_size=4)
