"""A report as one HTML file: styles and plots inside, nothing fetched, readable on paper and by a screen reader."""

from collections.abc import Mapping, Sequence
from html import escape

from eval.outcome import Outcome, Retrieved
from eval.plots import bars, histogram, recall_curve, trade_off_curve
from eval.report import Group, Report
from eval.scoring import gives, score
from eval.wording import DECLINING, GROUPED, KINDS, LABELS, MEANINGS, interval, number, summary

_STYLE = """
body{font:15px/1.65 system-ui,"Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;max-width:1080px;margin:2rem auto;
padding:0 1rem;color:#1c2430;background:#fff}
h1{font-size:1.6rem;margin:0 0 .4rem}h2{font-size:1.2rem;margin:2.2rem 0 .6rem;border-bottom:1px solid #d8dee6;padding-bottom:.2rem}
.lead{font-size:1.05rem}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:.3rem .6rem;border-bottom:1px solid #e4e8ee;text-align:right;vertical-align:top}.words{text-align:left}th{background:#f4f6f9;font-weight:600}
.scroll{overflow-x:auto}
.plots{display:grid;grid-template-columns:repeat(auto-fit,minmax(420px,1fr));gap:1rem}figure{margin:0}figcaption{font-weight:600}
svg{width:100%;height:auto}.bar{fill:#3b6ea8}.whisker{stroke:#12263f;stroke-width:1.5}.grid{stroke:#e4e8ee}
.line{fill:none;stroke:#3b6ea8;stroke-width:2}.dot{fill:#3b6ea8}.ring{fill:none;stroke:#b3401f;stroke-width:2.5}
.tick{font-size:12px;fill:#3c4858}.small{font-size:11px;fill:#66717f}
.failed{border:1px solid #d8dee6;border-radius:6px;margin:.8rem 0;padding:.6rem .9rem}.failed h3{font-size:1rem;margin:0 0 .4rem}
.sides{display:grid;grid-template-columns:repeat(3,1fr);gap:1rem}.sides h4{margin:.2rem 0;font-size:.85rem;color:#66717f}
.sides p{margin:.25rem 0;overflow-wrap:anywhere}.source{color:#66717f;font-size:.85rem}.why{color:#b3401f}
.found{background:#e8f3ea}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;font-size:.9rem}dd{margin:0;overflow-wrap:anywhere}
@media(max-width:720px){.sides{grid-template-columns:1fr}}
"""


def render(report: Report) -> str:
    """The page."""
    body = [
        "<h1>评测报告</h1>",
        f'<p class="lead">{escape(summary(report))}</p>',
        "<h2>总体</h2>",
        _overall(report),
        "<h2>图</h2>",
        f'<div class="plots">{_plots(report)}</div>',
        *[_grouped(title, groups) for title, groups in report.groups.items() if groups],
        f"<h2>未通过的题（{len(report.failures)}）</h2>",
        *[_failure(outcome) for outcome in report.failures],
        "<h2>评测条件</h2>",
        _conditions(report),
    ]
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>评测报告</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="zh-CN"><head>{head}</head><body>{"".join(body)}</body></html>\n'


def _overall(report: Report) -> str:
    rows = [
        [LABELS[name], number(name, e.mean), interval(name, e), str(e.count), MEANINGS[name]]
        for name, e in report.whole.figures.items()
    ]
    measured = report.measured()
    rows += [
        [LABELS[name], number(name, measured[name]), "", str(len(report.outcomes)), MEANINGS[name]]
        for name in (*DECLINING, "seconds_p50", "seconds_p95")
        if name in measured
    ]
    return _table(["指标", "数值", "95% 区间", "题数", "含义"], rows, words=4)


def _plots(report: Report) -> str:
    declined = report.whole.abstention
    now = (declined.recall or 0.0, 1 - (declined.lost or 0.0))
    kinds = [Group(KINDS.get(g.name, g.name), g.count, g.figures, g.abstention) for g in report.groups["类型"]]
    return "".join(
        [
            bars(kinds, "right", "回答正确，按类型"),
            recall_curve(report.recall_over_k, "检索召回率，随条数"),
            trade_off_curve(
                report.trade_off, now, "谢绝的取舍：曲线只移动把握门槛，红圈为本次评测（另核对地区、年份）"
            ),
            histogram(report.seconds, "回答耗时分布"),
        ]
    )


def _grouped(title: str, groups: Sequence[Group]) -> str:
    rows = [
        [
            KINDS.get(group.name, group.name),
            str(group.count),
            *[number(name, group.figures[name].mean) if name in group.figures else "–" for name in GROUPED],
            f"{group.abstention.declined_answerable + group.abstention.declined_barred}",
        ]
        for group in groups
    ]
    return f"<h2>按{title}</h2>" + _table([title, "题数", *[LABELS[name] for name in GROUPED], "谢绝"], rows)


def _failure(outcome: Outcome) -> str:
    gold = outcome.gold
    expected = [f"<p>{_quote(p.document, p.address or '', p.quote or '')}</p>" for p in gold.passages] or [
        "<p>应当谢绝</p>"
    ]
    if gold.points:
        expected.append(f"<p>要点：{escape('；'.join(gold.points))}</p>")
    answered = [f"<p>{escape(line)}</p>" for line in outcome.answer.splitlines()]
    answered += [f"<p>[{c.number}] {_quote(c.document, c.clause, '')}</p>" for c in outcome.citations]
    retrieved = [_retrieved(outcome, rank, hit) for rank, hit in enumerate(outcome.hits[:5], 1)]
    history = "".join(f'<p class="source">上文：{escape(turn)}</p>' for turn in gold.history)
    sides = (("应答", expected), ("所答", answered), ("检索到", retrieved))
    columns = "".join(f"<div><h4>{title}</h4>{''.join(parts)}</div>" for title, parts in sides)
    return (
        f'<section class="failed"><h3>{escape(gold.id)} {escape(gold.question)}</h3>{history}'
        f'<p class="why">{escape(why(outcome, score(outcome)))}</p><div class="sides">{columns}</div></section>'
    )


def _retrieved(outcome: Outcome, rank: int, hit: Retrieved) -> str:
    """A clause that was found, marked where it is what should be found."""
    right = any(gives(passage, hit.document, hit.clause, hit.text) for passage in outcome.gold.passages)
    mark = ' class="found" title="这是依据"' if right else ""
    return f"<p{mark}>{rank}. {_quote(hit.document, hit.clause, hit.text[:48])}</p>"


def why(outcome: Outcome, scores: Mapping[str, float]) -> str:
    """The first thing that went wrong, in the order in which an answer is made."""
    if not outcome.gold.answerable:
        return "没有答案却作了回答"
    if not scores["hit@10"]:
        return "前十条没有检索到依据" + ("，已谢绝" if outcome.abstained else "")
    if outcome.abstained:
        return "检索到了依据却谢绝"
    if not scores["gold_cited"]:
        return "检索到了依据，引用了别处"
    points = scores.get("points", 1.0)
    if points < 1:
        return "引到了依据，要点" + (f"只说到 {points:.0%}" if points else "没有说到")
    return "要点齐全，但回答过长"


def _quote(document: str, clause: str, text: str) -> str:
    source = " ".join(part for part in (document, clause) if part)
    return f'<span class="source">{escape(source)}</span> {escape(" ".join(text.split()))}'


def _conditions(report: Report) -> str:
    header = report.header
    items = {
        "评测集": header.gold,
        "文件库": f"{header.corpus}（{len(header.documents)} 个文件）",
        "索引": header.generation,
        "向量模型": header.model,
        "向量模型来源": header.settings["embedding"],
        "语言模型": header.settings["llm"],
        **header.versions,
    }
    return (
        "<dl>" + "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in items.items()) + "</dl>"
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], words: int = 0) -> str:
    """A table; the first column and column `words` hold prose."""

    def line(tag: str, cells: Sequence[str]) -> str:
        kinds = ["words" if number in (0, words) else "figure" for number in range(len(cells))]
        return "".join(f'<{tag} class="{k}">{escape(c)}</{tag}>' for k, c in zip(kinds, cells, strict=True))

    header = line("th", head)
    body = "".join(f"<tr>{line('td', row)}</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{header}</tr></thead><tbody>{body}</tbody></table></div>'
