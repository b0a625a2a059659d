"""What the evaluation commands do; `assistant.cli.evaluating` declares them."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant import Assistant
from assistant.errors import InputError, LLMError
from assistant.llm import LanguageModel
from eval import markdown, page
from eval.checking import check
from eval.compare import compare
from eval.drafts import LABELS, GoldDraft, means, read_drafts, score_drafts
from eval.gate import read_gate
from eval.goldset import GoldQuestion, read_gold
from eval.judge import judge_all
from eval.proposing import propose
from eval.report import Report
from eval.runs import FILE, Run, read_run, run
from eval.wording import summary

SHIPPED = Path(__file__).parent / "gold" / "questions.jsonl"
"""The gold set of the sample corpus."""

BELOW_GATE = 3
"""Exit status where a figure is below what the gate asks."""


def evaluate(assistant: Assistant, gold: Path | None, drafts: Path | None, output: Path, gate: Path | None) -> int:
    """Answer a gold set, write the run and its reports into `output`, print the summary; returns the exit status.

    Drafting cases, where there are any, are drafted too and held to the same gate.
    """
    asked = read_gate(gate) if gate else None
    cases = read_drafts(drafts) if drafts else ()
    questions = _usable(gold or SHIPPED)
    _need_documents(assistant, questions)
    finished = run(assistant, questions, output, lambda done: _progress(done, len(questions)))
    report = Report.of(finished, _judged(assistant, finished, output))
    _write(report, output)
    print(summary(report))
    print(f"报告：{output / 'report.html'}（另有 report.md、report.json，逐题记录在 {FILE}）")
    figures = report.measured() | _drafted(assistant, cases, output)
    return _hold(asked.failures(figures) if asked else [])


def compare_runs(first: Path, second: Path, gate: Path | None) -> int:
    """Print what changed from one run to another; with a gate, hold the second to it."""
    before, after = read_run(first), read_run(second)
    print(markdown.render_comparison(compare(before, after)))
    return _hold(read_gate(gate).failures(Report.of(after).measured()) if gate else [])


def check_gold(assistant: Assistant, path: Path) -> int:
    """Print what is wrong with a gold set; returns 1 where anything is."""
    gold = read_gold(path)
    problems = [*gold.problems, *check(assistant, gold.questions)]
    for problem in problems:
        print(problem)
    proposed = sum(question.proposed for question in gold.questions)
    print(f"{len(gold.questions)} 题，其中待确认 {proposed} 题，问题 {len(problems)} 处")
    return 1 if problems else 0


def draft_gold(assistant: Assistant, path: Path, count: int) -> int:
    """Write proposed questions for a person to review."""
    if path.exists():
        raise InputError(f"{path} 已存在，请换一个文件名，以免覆盖已经审过的题目")
    questions = propose(assistant, count)
    lines = [json.dumps(question.to_json(), ensure_ascii=False) + "\n" for question in questions]
    path.write_text("".join(lines), encoding="utf-8")
    print(
        f'已拟 {len(questions)} 题，写入 {path}；请逐题审改，审定的删去 "proposed"，再用 assistant gold check {path} 检查'
    )
    return 0


def _judged(assistant: Assistant, finished: Run, output: Path) -> dict[str, dict[str, float]]:
    """What a language model thinks of the answers, where one is set; that it fails costs only its own figures."""
    if assistant.settings.llm is None:
        return {}
    try:
        return judge_all(LanguageModel(assistant.settings.llm), finished.outcomes, output)
    except LLMError as error:
        print(f"{error}；报告中没有模型评判的指标，再次运行会续评", file=sys.stderr)
        return {}


def _drafted(assistant: Assistant, cases: Sequence[GoldDraft], output: Path) -> dict[str, float]:
    """Draft for the cases, write `drafts.json`, print a line; returns the means."""
    if not cases:
        return {}
    scores = score_drafts(assistant, cases)
    rows = [{"id": case.id, **row} for case, row in zip(cases, scores, strict=True)]
    (output / "drafts.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    figures = means(scores)
    told = "，".join(f"{label} {figures[f'draft_{name}']:.0%}" for name, label in LABELS.items())
    print(f"拟稿 {len(cases)} 题：{told}（逐题见 {output / 'drafts.json'}）")
    return figures


def _hold(below: Sequence[str]) -> int:
    """Say what is below the gate; returns the exit status."""
    for failure in below:
        print(f"未达门槛：{failure}", file=sys.stderr)
    return BELOW_GATE if below else 0


def _usable(path: Path) -> list[GoldQuestion]:
    """The questions of a file that are accepted; what is wrong with the others is said and does not stop the rest."""
    gold = read_gold(path)
    for problem in gold.problems:
        print(problem, file=sys.stderr)
    accepted = [question for question in gold.questions if not question.proposed]
    if waiting := len(gold.questions) - len(accepted):
        print(f"{waiting} 题待确认，未参加评测", file=sys.stderr)
    if not accepted:
        raise InputError(f'{path} 中的题目都待确认，请审定后删去 "proposed" 再评测')
    return accepted


def _need_documents(assistant: Assistant, questions: list[GoldQuestion]) -> None:
    names = {document.name for document in assistant.documents()}
    wanted = {passage.document for question in questions for passage in question.passages}
    if not wanted & names:
        raise InputError(
            "库中没有评测集所引的任何文件，请先用 assistant add 收录，或用 --data 指定收录了它们的数据目录"
        )
    for name in sorted(wanted - names):
        print(f"库中没有 {name}，引用它的题目会被判为未检索到", file=sys.stderr)


def _write(report: Report, output: Path) -> None:
    (output / "report.html").write_text(page.render(report), encoding="utf-8")
    (output / "report.md").write_text(markdown.render(report), encoding="utf-8")
    content = json.dumps(report.to_json(), ensure_ascii=False, indent=1)
    (output / "report.json").write_text(content, encoding="utf-8")


def _progress(done: int, total: int) -> None:
    """A bar on a terminal, nothing in a log."""
    if sys.stderr.isatty():
        filled = 30 * done // total
        end = "\n" if done == total else ""
        print(f"\r评测 {'█' * filled}{'░' * (30 - filled)} {done}/{total}", end=end, file=sys.stderr, flush=True)
