"""Draw the microdata file of a synthetic nation; asked for on standard input as JSON."""

import json
import sys
from pathlib import Path

from reporting.instruments import Instrument
from reporting.marginals import CONTENT, Marginals
from reporting.microdata import write_parquet
from reporting.simulation import draw_strata

SEED = 7


def main() -> None:
    asked = json.load(sys.stdin)
    data = json.loads((CONTENT / "questionnaire.json").read_text("utf-8"))
    instrument = Instrument.from_data(data)
    strata = [tuple(stratum) for stratum in asked["strata"]]
    write_parquet(
        Path(asked["path"]),
        draw_strata(
            instrument=instrument,
            marginals=Marginals.from_csv(),
            strata=strata,
            answers=asked["answers"],
            seed=SEED,
        ),
        round_key="2026-1",
        instrument=instrument,
        offices={office for office, _, _ in strata},
        rows_invalid=0,
    )


if __name__ == "__main__":
    main()
