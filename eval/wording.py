"""Figures in words that staff read."""

from eval.metrics.intervals import Estimate
from eval.report import Report
from eval.scoring import NAMES

KINDS = {
    "fact": "事实",
    "yesno": "是非",
    "list": "列举",
    "procedure": "程序",
    "measure": "措施",
    "cross": "跨文件",
    "meta": "文头",
    "table": "表格",
    "colloquial": "口语",
    "followup": "追问",
    "unanswerable": "无答案",
}
"""Kinds of questions; a kind of the user's own is shown as written."""

DECLINING = {
    "abstention_precision": "谢绝精确率",
    "abstention_recall": "谢绝召回率",
    "abstention_f1": "谢绝 F1",
    "abstention_lost": "有答案却谢绝",
}

LABELS = {
    **NAMES,
    **DECLINING,
    "declined_rightly": "作答或谢绝得当",
    "seconds_p50": "耗时 p50",
    "seconds_p95": "耗时 p95",
}
"""Every figure by its name."""

GROUPED = ("hit@1", "hit@10", "gold_cited", "points", "right")
"""Figures that are shown by kind, document, format and year."""

MEANINGS = {
    "hit@1": "检索第一条就是依据",
    "hit@5": "前五条中有依据",
    "hit@10": "前十条中有依据",
    "recall@10": "前十条找到的依据占全部依据",
    "mrr@10": "首条依据名次的倒数",
    "ndcg@10": "依据排得越靠前越高",
    "cite@1": "回答的第一个引用就是依据",
    "gold_cited": "应引的依据引到了多少",
    "points": "应说的要点说到了多少",
    "right": "要点齐全、引到依据、未谢绝、不冗长",
    "citation_precision": "引用是否必要且支持所在句（由证书判断，不判断文意）",
    "citation_recall": "每句是否都有引用支持（由证书判断，不判断文意）",
    "verbatim": "引文与原文逐字一致",
    "length": "平均字数",
    "judge_faithfulness": "语言模型认为所引支持的句子",
    "judge_correctness": "语言模型认为与应答一致的程度（F1）",
    "abstention_precision": "谢绝的题中确无答案的",
    "abstention_recall": "无答案的题中谢绝了的",
    "abstention_f1": "以上两项的调和平均",
    "abstention_lost": "有答案的题中谢绝了的",
    "seconds_p50": "一半的回答在此之内",
    "seconds_p95": "95% 的回答在此之内",
}
"""What a figure tells, in one line."""


def number(name: str, value: float) -> str:
    """A figure as it is shown: shares in per cent, times in milliseconds, the others as they are."""
    if name == "length":
        return f"{value:.0f}"
    if name.startswith("seconds"):
        return f"{value * 1000:.0f} 毫秒"
    return f"{value:.3f}" if name in ("mrr@10", "ndcg@10") else f"{value:.1%}"


def interval(name: str, estimate: Estimate) -> str:
    """The 95 % interval of a figure."""
    return f"{number(name, estimate.low)} – {number(name, estimate.high)}"


def summary(report: Report) -> str:
    """What a person wants to know first, in one sentence."""
    measured, declined = report.measured(), report.whole.abstention
    parts = [f"共 {len(report.outcomes)} 题"]
    if "right" in measured:
        parts.append(f"有答案的题答对 {measured['right']:.0%}")
    if "hit@10" in measured:
        parts.append(f"前十条检索到依据 {measured['hit@10']:.0%}")
    if declined.barred:
        parts.append(f"无答案的 {declined.barred} 题谢绝了 {declined.declined_barred} 题")
    if declined.answerable:
        parts.append(f"有答案却谢绝 {declined.declined_answerable} 题")
    if "seconds_p95" in measured:
        parts.append(f"95% 的回答在 {number('seconds_p95', measured['seconds_p95'])}之内")
    return "，".join(parts) + "。"
