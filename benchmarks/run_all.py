"""All ratios of speed in one table.

python -m benchmarks.run_all [--pairs 15]
"""

from __future__ import annotations

import argparse

from benchmarks import check, engine, log, startup


def main() -> None:
    """Prints every row; ratios with the quartiles of their pairs, and the goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=15)
    pairs = parser.parse_args().pairs
    for part in (engine, log, check, startup):
        for row in part.rows(pairs):
            print(row, flush=True)


if __name__ == "__main__":
    main()
