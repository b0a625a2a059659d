"""Evaluation as HTML: progress, the runs, and the questions of the chat that wait for review.

`eval` is above this room, so the page is handed what it needs of it; `Evaluation` says what that is.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlencode

from assistant.page.markup import button
from assistant.page.wording import Say


class Evaluation(Protocol):
    """What the page needs to evaluate; `eval.desk.Desk` is it."""

    def gold_sets(self) -> list[str]:
        """Names of the sets that can be run."""

    def keep(self, path: Path, name: str) -> tuple[str, ...]:
        """Keep a gold set that was sent under this name; returns what is wrong with lines of it."""

    def start(self, gold: str) -> Iterator[tuple[int, int, str]]:
        """Run a set; yields how many of how many questions are answered, and the name of the run."""

    def runs(self) -> list[tuple[str, str]]:
        """Name and summary of each run."""

    def report(self, name: str) -> str:
        """The report of a run as an HTML page."""

    def compare(self, first: str, second: str) -> str:
        """What changed between two runs, in Markdown."""

    def propose(self, question: str, history: Sequence[str], answer: Mapping[str, Any]) -> str:
        """Put a question of the chat up for review."""

    def proposed(self) -> list[Any]:
        """Questions that wait for review."""

    def accept(self, identifier: str, document: str, clause: str, points: Sequence[str]) -> None:
        """Accept one."""

    def discard(self, identifier: str) -> None:
        """Forget one."""


def progress(done: int, total: int, say: Say) -> str:
    """A bar."""
    state = say("评测完成") if done == total else say("正在评测…")
    bar = f'<progress max="{total}" value="{done}" aria-label="{say("评测进度")}">{done}/{total}</progress>'
    return f'<div class="adding" role="status"><p>{bar} {done}/{total} {state}</p></div>'


def runs(found: Sequence[tuple[str, str]], chosen: str, say: Say) -> str:
    """The runs with their summaries, each opening its report."""
    if not found:
        return f'<p class="empty">{say("还没有评测过")}</p>'
    items = "".join(
        f"<li>{button(f'<b>{escape(name)}</b><small>{escape(told)}</small>', 'read', _classes(name == chosen), name=name)}</li>"
        for name, told in found
    )
    return f'<ul class="runs">{items}</ul>'


def report(name: str, say: Say) -> str:
    """The report of a run in a frame of its own."""
    address = f"evaluation?{urlencode({'run': name})}"
    link = f'<a class="action" href="{address}" target="_blank">{say("在新窗口打开")}</a>'
    title = say("评测报告")
    return f'<div class="report"><div class="tools">{link}</div><iframe src="{address}" title="{title}"></iframe></div>'


def reviews(questions: Sequence[Any], say: Say) -> str:
    """The questions of the chat that wait for review, each with a form."""
    if not questions:
        return f'<p class="empty">{say("没有待确认的题目。在问答中点“加入评测”，题目会出现在这里。")}</p>'
    return "".join(_review(question, say) for question in questions)


def _review(question: Any, say: Say) -> str:
    passage = question.passages[0] if question.passages else None
    document, clause = (passage.document, passage.address or "") if passage else ("", "")
    fields = (
        _field("document", say("应引文件（留空表示库中无答案）"), document)
        + _field("clause", say("应引条款"), clause)
        + _field("points", say("应说要点，用分号隔开"), "")
    )
    return (
        f'<form class="review"><h4>{escape(question.question)}</h4>{fields}'
        f'<div class="tools">{button(say("确认"), "accept", "reason", id=question.id)}'
        f"{button(say('删除'), 'discard', 'reason danger', id=question.id)}</div></form>"
    )


def _field(name: str, label: str, value: str) -> str:
    return f'<label>{label}<input type="text" name="{name}" value="{escape(value)}"></label>'


def _classes(is_chosen: bool) -> str:
    return "conversation current" if is_chosen else "conversation"
