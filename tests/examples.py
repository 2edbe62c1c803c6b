"""How many examples a dear property runs with: few in `make test`, many in `make test-long`."""

import os


def examples(ordinary: int) -> int:
    """`ordinary`, or as many times that as EXAMPLES_TIMES says."""
    return ordinary * int(os.environ.get("EXAMPLES_TIMES", "1"))
