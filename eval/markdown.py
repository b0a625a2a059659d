"""A report and a comparison as Markdown, for a terminal, a commit or a mail."""

from collections.abc import Sequence

from eval.compare import Change, Comparison
from eval.outcome import Outcome
from eval.page import why
from eval.report import Report
from eval.scoring import score
from eval.wording import DECLINING, GROUPED, KINDS, LABELS, interval, number, summary

_VERDICTS = {"better": "显著变好", "worse": "显著变差", "other": "显著变化", "": ""}


def render(report: Report) -> str:
    """The report: overall, by kind and document, and what failed."""
    measured = report.measured()
    rows = [[LABELS[n], number(n, e.mean), interval(n, e), str(e.count)] for n, e in report.whole.figures.items()]
    rows += [
        [LABELS[n], number(n, measured[n]), "", ""] for n in (*DECLINING, "seconds_p50", "seconds_p95") if n in measured
    ]
    parts = ["# 评测报告", summary(report), table(["指标", "数值", "95% 区间", "题数"], rows)]
    for title, groups in report.groups.items():
        lines = [
            [
                KINDS.get(group.name, group.name),
                str(group.count),
                *[number(name, group.figures[name].mean) if name in group.figures else "–" for name in GROUPED],
            ]
            for group in groups
        ]
        parts += [f"## 按{title}", table([title, "题数", *[LABELS[name] for name in GROUPED]], lines)]
    parts += [f"## 未通过的题（{len(report.failures)}）", *[_failure(outcome) for outcome in report.failures]]
    return "\n\n".join(parts) + "\n"


def render_comparison(comparison: Comparison) -> str:
    """The changes with intervals and p, then the questions that got better and worse."""
    rows = [_change(change) for change in comparison.changes]
    return "\n\n".join(
        [
            "# 两次评测的比较",
            table(["指标", "前", "后", "差（95% 区间）", "p", "结论"], rows),
            f"## 变差的题（{len(comparison.worse)}）",
            *[_pair(pair) for pair in comparison.worse],
            f"## 变好的题（{len(comparison.better)}）",
            *[_pair(pair) for pair in comparison.better],
        ]
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '｜') for cell in row)} |" for row in lines)


def _change(change: Change) -> list[str]:
    difference = change.difference
    sign = "+" if difference.mean >= 0 else "−"
    size = f"{sign}{number(change.name, abs(difference.mean))}（{interval(change.name, difference)}）"
    return [
        LABELS[change.name],
        number(change.name, change.before),
        number(change.name, change.after),
        size,
        f"{change.p:.3f}" if change.p >= 0.001 else "<0.001",
        _VERDICTS[change.verdict],
    ]


def _failure(outcome: Outcome) -> str:
    hits = "；".join(f"{hit.document} {hit.clause}" for hit in outcome.hits[:3])
    wanted = "；".join(f"{p.document}：{p.quote or p.address}" for p in outcome.gold.passages) or "应当谢绝"
    return (
        f"- **{outcome.gold.id} {outcome.gold.question}**（{why(outcome, score(outcome))}）\n"
        f"  - 应答：{wanted}\n  - 所答：{' '.join(outcome.answer.split())}\n  - 检索到：{hits}"
    )


def _pair(pair: tuple[Outcome, Outcome]) -> str:
    before, after = (" ".join(outcome.answer.split()) for outcome in pair)
    return f"- **{pair[0].gold.id} {pair[0].gold.question}**\n  - 前：{before}\n  - 后：{after}"
