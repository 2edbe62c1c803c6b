"""Draw the microdata file of a synthetic nation; asked for on standard input as JSON."""

import json
import sys
from pathlib import Path

from reporting.instruments import Instrument
from reporting.marginals import CONTENT, Marginals
from reporting.microdata import to_parquet
from reporting.simulation import draw_answers

SEED = 7


def main() -> None:
    asked = json.load(sys.stdin)
    data = json.loads((CONTENT / "questionnaire.json").read_text("utf-8"))
    instrument = Instrument.from_data(data)
    frame = draw_answers(
        instrument=instrument,
        marginals=Marginals.from_csv(),
        strata=[tuple(stratum) for stratum in asked["strata"]],
        answers=asked["answers"],
        seed=SEED,
    )
    data = to_parquet(frame, round_key="2026-1", instrument=instrument, rows_invalid=0)
    Path(asked["path"]).write_bytes(data)


if __name__ == "__main__":
    main()
