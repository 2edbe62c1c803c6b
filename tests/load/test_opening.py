"""How fast a tabulator's machine opens 100,000 sealed answers (issue: 10,000/s on two cores).

Counted in seconds of processor time, so that other work on the machine does not change the figure;
on a slower machine 0.4 of what the bare HPKE does there is asked for instead.
"""

import random
import resource
import time

from reporting.opening import open_on_all_cores
from reporting.sealing import info_for, make_key_pair, open_sealed, read_private_key, seal
from tests.reporting.instrument_answers import shipped

ANSWERS, SEALED_ONCE, BARE, CORES = 100_000, 2_000, 1_000, 2
INSTRUMENT = shipped()
PRIVATE, PUBLIC = make_key_pair()


def random_row(lots: random.Random) -> bytes:
    answers = {}
    for question in INSTRUMENT.questions_for("M"):
        code = lots.choice(question.options_for("M")).code
        answers[question.id] = [code] if question.is_multi else code
    return INSTRUMENT.pack(INSTRUMENT.make_row(answers, "M"))


def bare_per_second(sealed: list[tuple[str, bytes]]) -> float:
    """HPKE alone, on one core."""
    key, info = read_private_key(PRIVATE), info_for("2026-2", "B10-M")
    began = time.process_time()
    for _stratum, ciphertext in sealed[:BARE]:
        open_sealed(key, info, ciphertext)
    return BARE / (time.process_time() - began)


def processor_seconds() -> float:
    """Of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def test_opening_100_000_answers_keeps_pace_with_the_bare_decryption():
    lots, info = random.Random(7), info_for("2026-2", "B10-M")
    sealed = [("B10-M", seal(PUBLIC, info, random_row(lots))) for _ in range(SEALED_ONCE)]
    bare = bare_per_second(sealed)
    began = processor_seconds()
    opened = open_on_all_cores(
        sealed * (ANSWERS // SEALED_ONCE),
        round_key="2026-2",
        strata={"B10-M": ("B10", "M")},
        private_key=read_private_key(PRIVATE),
        instrument=INSTRUMENT,
    )
    rate = ANSWERS / (processor_seconds() - began) * CORES
    print(f"\n{rate:,.0f} answers/s on {CORES} cores; bare HPKE {bare:,.0f}/s on one core")
    assert (opened.frame.height, opened.invalid) == (ANSWERS, 0)
    assert rate >= min(10_000, 0.4 * bare * CORES)
