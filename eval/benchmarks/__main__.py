"""`python -m eval.benchmarks [--bench DIR] [--only nfra,ncp,statutes,seeds] [--systems bm25,hybrid] [--json FILE]`."""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant import Assistant, Settings
from assistant.errors import InputError, KnownError
from eval.benchmarks import ours, peers
from eval.benchmarks.answers import answer_all
from eval.benchmarks.case import Benchmark
from eval.benchmarks.measure import Measured, measure
from eval.benchmarks.sets import SETS
from eval.benchmarks.table import answers_as_text, as_json, as_text, speed_as_text
from index import Library

ALL = (*ours.NAMES, "answers", *peers.NAMES)

NOT_ANSWERED = ("statutes", "seeds-among")
"""Sets of which only the search is measured: their gold is an article and no answer, or was asked before."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print a table a set as it is done, and write all figures as JSON; returns the exit status."""
    options = _parser().parse_args(arguments)
    report: dict[str, Any] = {}
    try:
        sets = [make for name in _chosen("--only", options.only, tuple(SETS)) for make in SETS[name]]
        names = _chosen("--systems", options.systems, ALL)
        with tempfile.TemporaryDirectory(prefix="benchmarks-") as work:
            for make in sets:
                benchmark = _of_ids(make(options.bench, Path(work)), options.ids)
                report[benchmark.name] = _run(benchmark, Path(work) / benchmark.name, names, options.model)
    except KnownError as error:
        print(f"错误：{error}", file=sys.stderr)
        return 1
    seconds = [s for one in report.values() if one["answers"] for s in one["answers"]["seconds"]]
    if seconds:
        print(f"\nall sets, {speed_as_text(seconds)}")
    if options.json:
        options.json.write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.benchmarks", description="检索与回答的基准评测")
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"), metavar="DIR", help="评测集目录")
    parser.add_argument("--only", metavar="SETS", help=f"只测这些集合，逗号分隔：{','.join(SETS)}")
    parser.add_argument("--systems", metavar="NAMES", help=f"只测这些系统，逗号分隔：{','.join(ALL)}")
    parser.add_argument("--ids", type=Path, metavar="FILE", help="只测文件所列编号的题目，每行一个")
    parser.add_argument("--model", metavar="MODEL", help="向量模型的目录或名称，默认随产品提供的模型")
    parser.add_argument("--json", type=Path, metavar="FILE", help="把全部数据写入文件")
    return parser


def _chosen(option: str, text: str | None, known: Sequence[str]) -> list[str]:
    names = text.split(",") if text else list(known)
    for name in names:
        if name not in known:
            raise InputError(f"{option} 中的 {name} 不认识，可用：{','.join(known)}")
    return names


def _of_ids(benchmark: Benchmark, ids: Path | None) -> Benchmark:
    """The benchmark with only the questions whose ids the file names, one a line."""
    if ids is None:
        return benchmark
    if not ids.is_file():
        raise InputError(f"{ids} 不存在，请检查路径")
    wanted = set(ids.read_text(encoding="utf-8").split())
    cases = tuple(case for case in benchmark.cases if case.id in wanted)
    if not cases:
        raise InputError(f"{ids} 中没有 {benchmark.name} 的题目编号，每行应为一个编号")
    return replace(benchmark, cases=cases)


def _run(benchmark: Benchmark, folder: Path, names: Sequence[str], model: str | None) -> dict[str, Any]:
    """Index the documents of one set, measure the systems over it, print; returns the figures."""
    began = time.perf_counter()
    library, refused = ours.build(benchmark, folder, model)
    built = time.perf_counter() - began
    for reason in refused:
        print(f"✗ {reason}")
    measured = _measured(benchmark, library, names, model)
    if measured:
        print(as_text(benchmark, measured, built), flush=True)
    answered = None
    if "answers" in names and benchmark.name not in NOT_ANSWERED:
        answered = answer_all(Assistant(Settings(folder, model)), benchmark)
        print(answers_as_text(benchmark.name, answered), flush=True)
    return as_json(benchmark, measured, built, answered)


def _measured(benchmark: Benchmark, library: Library, names: Sequence[str], model: str | None) -> list[Measured]:
    found = [measure(system, benchmark.cases) for system in ours.systems(library, model) if system.name in names]
    if library.generation and library.generation.adapted and set(names) & set(ours.UNADAPTED):
        apart = ours.unadapted(benchmark, library.folder.with_name(f"{library.folder.name}-unadapted"), model)
        found += [measure(system, benchmark.cases) for system in apart if system.name in names]
    others = [name for name in peers.NAMES if name in names]
    return found + [measure(system, benchmark.cases) for system in peers.systems(benchmark, library.embedding, others)]


if __name__ == "__main__":
    sys.exit(main())
