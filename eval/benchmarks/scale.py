"""`python -m eval.benchmarks.scale [--bench DIR] [--clauses 1000,10000,57903]`: what more clauses cost.

Statutes are repeated with some of their characters changed until there are as many articles as asked for. Each size is
built from nothing, built again from the cache, given one more document, relieved of it, and then searched in a process
of its own by lay questions, on one thread, so that its memory is that of a search.
"""

import argparse
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from eval.benchmarks.laws import SUFFIX, read_law, write_laws
from eval.benchmarks.sets import rows
from eval.metrics.latency import percentile
from index import Library, load_embedding

QUESTIONS = 200
"""Questions that are asked of each size, after as many others that warm it."""

CHANGED = 0.1
"""Share of the characters that are changed in a repetition, each to another of the same article."""

TOP = 10


def main() -> None:
    """Measure each size and print a row of it as soon as it is known."""
    parser = argparse.ArgumentParser(prog="python -m eval.benchmarks.scale", description=__doc__)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"), metavar="DIR")
    parser.add_argument("--clauses", default="1000,10000,57903", metavar="N,N", help="how many articles")
    parser.add_argument("--search", type=Path, metavar="DATA", help=argparse.SUPPRESS)
    options = parser.parse_args()
    asked = [row["question"] for row in rows(options.bench / "statutes" / "questions.jsonl")][: 2 * QUESTIONS]
    if options.search:
        print(json.dumps(_searched(options.search, asked)))
        return
    print("| clauses | build s | from cache s | add one s | remove one s | disk MB | search MB | p50 ms | p95 ms |")
    print("| --- " * 9 + "|", flush=True)
    for clauses in map(int, options.clauses.split(",")):
        with tempfile.TemporaryDirectory(prefix="scale-") as work:
            print(_row(options.bench, Path(work), clauses), flush=True)


def _row(bench: Path, work: Path, clauses: int) -> str:
    write_laws(bench / "statutes" / "articles.jsonl.gz", work / "laws")
    files = list(_repeated(sorted((work / "laws").iterdir()), work / "all", clauses))
    library = Library(work / "data", load_embedding(), read_law)
    built = _seconds(lambda: library.add(files[:-1]))
    cached = _seconds(library.rebuild)
    one_more = _seconds(lambda: library.add(files[-1:]))
    one_less = _seconds(lambda: library.remove(files[-1].name))
    disk = sum(path.stat().st_size for path in library.generation.folder.rglob("*")) if library.generation else 0
    command = [sys.executable, "-m", "eval.benchmarks.scale", "--bench", str(bench), "--search", str(work / "data")]
    one_thread = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
    found = json.loads(subprocess.run(command, env=one_thread, check=True, capture_output=True, text=True).stdout)
    figures = [f"{built:.1f}", f"{cached:.1f}", f"{one_more:.2f}", f"{one_less:.2f}", f"{disk / 1e6:.0f}"]
    return f"| {clauses} | {' | '.join(figures)} | {found['mb']:.0f} | {found['p50']:.1f} | {found['p95']:.1f} |"


def _searched(data: Path, asked: Sequence[str]) -> dict[str, float]:
    """Milliseconds of a search, and the most megabytes of memory that this process has held."""
    generation = Library(data, load_embedding(), read_law).generation
    assert generation is not None
    seconds = [_seconds(lambda text=text: generation.search(text, TOP)) for text in asked]  # type: ignore[misc]
    warm = [1000 * one for one in seconds[QUESTIONS:]]
    # Not getrusage: what it tells of a process begins with what its parent held.
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return {"p50": percentile(warm, 0.5), "p95": percentile(warm, 0.95), "mb": int(status["VmHWM"].split()[0]) / 1024}


def _seconds(do: Callable[[], Any]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def _repeated(laws: Sequence[Path], folder: Path, clauses: int) -> Iterator[Path]:
    """Files of so many articles together, and one file more; what is not there the first time is changed."""
    folder.mkdir()
    chance = random.Random(0)
    left = clauses
    for number, law in enumerate(itertools.cycle(laws)):
        title, *articles = map(json.loads, law.read_text(encoding="utf-8").splitlines())
        turn = number // len(laws)
        taken = [[address, _changed(text, chance) if turn else text] for address, text in articles[: left or None]]
        path = folder / f"{title}{turn or ''}{SUFFIX}"
        lines = [json.dumps(line, ensure_ascii=False) for line in (f"{title}{turn or ''}", *taken)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        yield path
        if not left:
            return
        left -= len(taken)


def _changed(text: str, chance: random.Random) -> str:
    return "".join(chance.choice(text) if chance.random() < CHANGED else character for character in text)


if __name__ == "__main__":
    main()
