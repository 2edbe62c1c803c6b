"""The codebook as a file."""

import csv
import io

from reporting.codebook_file import codebook_csv
from tests.factories.reporting import instrument


def test_codebook_names_every_code_and_kind_of_missing():
    text = codebook_csv(instrument()).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    codes = {(row["question"], row["code"]) for row in rows}
    assert {("Q10", "yes"), ("Q14", "sexual"), ("", "-"), ("", ""), ("", "[c]")} <= {
        (question, code.removeprefix("'")) for question, code in codes
    }
    by_question = {row["question"]: row for row in rows}
    assert by_question["Q14"]["base_ko"].startswith("Q10 = 있다")
    assert by_question["Q14"]["base_en"].startswith("Q10 = Yes")
    assert by_question["Q10"]["elementary_ko"] != by_question["Q10"]["question_ko"]
    assert not any(None in row or None in row.values() for row in rows)
