"""`wargame run`: games among bots, without a screen."""

from __future__ import annotations

import argparse
import json
import os
import secrets
from pathlib import Path

from wargame.errors import WargameError
from wargame.research.run import Batch, Report
from wargame.research.run import run as run_batch

FEW = 20
"""So few games are played in this process: starting others would take longer."""


def run(args: argparse.Namespace) -> int:
    """Plays the batch and says what came of it."""
    if args.logs and not args.out:
        raise WargameError("--logs needs --out DIR: the folder that the logs go to.")
    batch = Batch(
        scenario=args.scenario,
        games=args.games,
        variant=args.variant,
        format=args.format,
        seating=args.seating,
        bots=args.bots,
        seed=secrets.randbelow(2**32) if args.seed is None else args.seed,
        turns=args.turns,
        logs=args.out if args.logs else "",
    )
    jobs = args.jobs or (1 if args.games < FEW else os.cpu_count() or 1)
    report = run_batch(batch, jobs=jobs, out=Path(args.out) if args.out else None)
    print(json.dumps({**report.plain(), "seed": batch.seed}) if args.json else _words(report, batch))
    return 0


def _words(report: Report, batch: Batch) -> str:
    """The report in a few lines."""
    plain = report.plain()
    games = "1 game" if report.games == 1 else f"{report.games} games"
    speed = f"{report.orders} orders in {report.seconds:.1f} s ({plain['orders_per_second']} a second)"
    lines = [f"{games} of {batch.scenario} from seed {batch.seed}: {speed}."]
    lines += [f"  {ending}: {count}" for ending, count in report.endings.items()]
    return "\n".join(lines)
