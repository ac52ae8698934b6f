"""How long the program takes to be there.

python -m benchmarks.startup [--pairs 15]
"""

from __future__ import annotations

import argparse
import subprocess
import sys

from benchmarks.measure import Row, paired

VERSION = "import sys; from wargame.cli import main; sys.argv = ['wargame', '--version']; sys.exit(main())"
"""What the installed command does; `python -m` would add the import machinery of runpy."""


def rows(pairs: int) -> list[Row]:
    """`wargame --version` against an interpreter that does nothing."""
    return [
        paired(
            "wargame --version : python -c pass (time)",
            lambda: _run("-c", VERSION),
            lambda: _run("-c", "pass"),
            pairs=pairs,
            goal=3,
            speed=False,
        )
    ]


def _run(*words: str) -> None:
    subprocess.run([sys.executable, *words], check=True, capture_output=True)


def main() -> None:
    """Prints the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=15)
    for row in rows(parser.parse_args().pairs):
        print(row)


if __name__ == "__main__":
    main()
