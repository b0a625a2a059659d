"""Figures of one set as a table to read and as JSON to keep."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from eval.benchmarks.answers import Answered
from eval.benchmarks.case import Benchmark
from eval.benchmarks.measure import Measured
from eval.metrics.intervals import Estimate
from eval.metrics.latency import percentile

COLUMNS = ("hit@1", "hit@5", "hit@10", "recall@10", "recall@100", "mrr@10", "ndcg@10")


def as_text(benchmark: Benchmark, measured: Sequence[Measured], built: float) -> str:
    """A Markdown table: means, milliseconds, characters read at rank 1, then intervals and differences to the first system."""
    lines = [
        f"\n## {benchmark.name}: {len(benchmark.cases)} questions, {len(benchmark.documents)} documents, built in {built:.1f} s\n",
        *([f"{benchmark.note}\n"] if benchmark.note else []),
        _line("system", *COLUMNS, "p50 ms", "p95 ms", "chars@1"),
        _line(*["---"] * (len(COLUMNS) + 4)),
    ]
    for one in measured:
        p50, p95 = one.speed()
        means = [_figure(one.estimate(name)) for name in COLUMNS]
        lines.append(_line(one.system, *means, f"{p50 * 1000:.1f}", f"{p95 * 1000:.1f}", f"{one.characters:.0f}"))
    lines += ["", _line("system", *COLUMNS), _line(*["---"] * (len(COLUMNS) + 1))]
    for one in measured:
        lines.append(_line(f"{one.system} 95 %", *[_interval(one.estimate(name)) for name in COLUMNS]))
        if one is not measured[0]:
            lines.append(
                _line(f"{one.system} − {measured[0].system}", *[_change(one, measured[0], n) for n in COLUMNS])
            )
    return "\n".join(lines)


def answers_as_text(name: str, answered: Answered) -> str:
    """A Markdown table of the figures over answers."""
    lines = [f"\n### {name}: answers\n", _line("figure", "value", "95 %", "questions"), _line(*["---"] * 4)]
    for figure, estimate in answered.figures.items():
        lines.append(_line(figure, _figure(estimate), _interval(estimate), str(estimate.count if estimate else 0)))
    return "\n".join([*lines, "", speed_as_text(answered.seconds)])


def speed_as_text(seconds: Sequence[float]) -> str:
    """How long answers took."""
    p50, p95 = percentile(seconds, 0.5), percentile(seconds, 0.95)
    return f"{len(seconds)} answers: p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms"


def as_json(
    benchmark: Benchmark, measured: Sequence[Measured], built: float, answered: Answered | None
) -> dict[str, Any]:
    """The same figures, and those of each question."""
    return {
        "note": benchmark.note,
        "answers": asdict(answered) if answered else None,
        "questions": len(benchmark.cases),
        "documents": len(benchmark.documents),
        "build_seconds": round(built, 2),
        "ids": [case.id for case in benchmark.cases],
        "systems": {one.system: _system(one, measured[0]) for one in measured},
    }


def _system(one: Measured, base: Measured) -> dict[str, Any]:
    p50, p95 = one.speed()
    estimates = {name: estimate for name in COLUMNS if (estimate := one.estimate(name))}
    return {
        "figures": {name: asdict(estimate) for name, estimate in estimates.items()},
        "differences": {
            name: {**asdict(change), "p": p}
            for name in estimates
            if name in base.figures and one is not base
            for change, p in [one.difference(base, name)]
            if change
        },
        "p50": p50,
        "p95": p95,
        "characters": one.characters,
        "by_question": {name: list(values) for name, values in one.figures.items()},
    }


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _figure(estimate: Estimate | None) -> str:
    return f"{estimate.mean:.3f}" if estimate else "–"


def _interval(estimate: Estimate | None) -> str:
    return f"{estimate.low:.3f}–{estimate.high:.3f}" if estimate else "–"


def _change(one: Measured, base: Measured, name: str) -> str:
    """A paired difference, marked * where p < 0.05."""
    if name not in one.figures or name not in base.figures:
        return "–"
    change, p = one.difference(base, name)
    return f"{change.mean:+.3f}{'*' if p < 0.05 else ''} [{change.low:+.3f}, {change.high:+.3f}]" if change else "–"
