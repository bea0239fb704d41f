"""``python -m scripts.cost REQUESTS SECONDS MEMORY [--peak 3 …]``; ``make cost`` passes its variables."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from scripts.cost.report import report
from scripts.cost.traffic import NUMBERS, InvalidTraffic, Traffic, number

_POSITIONAL = ("requests", "seconds", "memory")
USAGE = (
    'make cost REQUESTS=1000000 SECONDS=30 MEMORY=512 [ARCHITECTURE=x86_64] [ARGS="--peak 5 --peak-hours 2"]'
)


def traffic_from(argv: Sequence[str]) -> Traffic:
    """Return the traffic that the arguments name. Raises InvalidTraffic."""
    parser = argparse.ArgumentParser(prog="make cost", usage=USAGE, description=Traffic.__doc__)
    for name in _POSITIONAL:
        parser.add_argument(name, nargs="?", default="")
    for field in fields(Traffic):
        if field.name not in _POSITIONAL:
            parser.add_argument("--" + field.name.replace("_", "-"), default=str(field.default))
    given = vars(parser.parse_args(argv))
    missing = [name for name in _POSITIONAL if not given[name]]
    if missing:
        raise InvalidTraffic(f"{', '.join(missing).upper()} missing: {USAGE}")
    values: dict[str, Any] = {
        name: number(name, text) if name in NUMBERS else text for name, text in given.items()
    }
    return Traffic(**values)


def main(argv: Sequence[str]) -> int:
    try:
        traffic = traffic_from(argv)
    except InvalidTraffic as invalid:
        print(invalid, file=sys.stderr)
        return 1
    print(report(traffic))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
