"""评测: run a gold set, read the report, compare two runs, review questions that came from the chat."""

import re
from collections.abc import Iterator
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.errors import KnownError
from assistant.page import evaluations, library, turns
from assistant.page.evaluations import Evaluation
from assistant.page.markup import area
from assistant.page.pressed import Pressed
from assistant.page.visitor import visitor
from assistant.page.wording import Say


class EvaluationTab:
    """The parts of the tab and what connects them."""

    def __init__(self, tab: gr.Tab, assistant: Assistant, evaluation: Evaluation, say: Say) -> None:
        """Lay the tab out in the open tab."""
        self._assistant = assistant
        self._evaluation = evaluation
        self._say = say
        with gr.Row(elem_id="evaluation"):
            with gr.Column(scale=4, min_width=320, elem_id="running"):
                self.gold = gr.Dropdown(self._sets(), label=say("评测集"), elem_id="gold")
                self.begin = gr.Button(say("开始评测"), variant="primary", elem_id="begin")
                self.progress = area("progress", ())
                self.drop = area("gold-drop", ("sent",), value=library.drop(say, say("添加评测集"), "jsonl xlsx csv"))
                self.runs = area("runs", ("read",))
                with gr.Accordion(say("比较两次评测"), open=False, elem_id="comparing"):
                    self.pair = [gr.Dropdown([], label=say(name)) for name in ("前一次", "后一次")]
                    self.compare = gr.Button(say("比较"), elem_id="compare")
                with gr.Accordion(say("待确认的题目"), open=False, elem_id="reviewing"):
                    self.reviews = area("reviews", ("accept", "discard"))
            with gr.Column(scale=7, min_width=320, elem_id="reading"):
                self.report = area("report", ())
                self.comparison = gr.Markdown(elem_id="comparison")
        self._connect(tab)

    def _connect(self, tab: gr.Tab) -> None:
        lists = [self.gold, *self.pair, self.runs, self.reviews]
        shown = [self.report, self.comparison]
        tab.select(self._lists, None, lists, show_progress="hidden")
        self.begin.click(self._run, [self.gold], [self.progress, *shown], show_progress="hidden").then(
            self._lists, None, lists, show_progress="hidden"
        )
        self.drop.sent(self._keep, None, [self.progress, self.gold])
        self.runs.read(self._read, None, shown)
        self.compare.click(self._compare, self.pair, shown)
        self.reviews.accept(self._accept, None, [self.progress, self.reviews])
        self.reviews.discard(self._discard, None, [self.progress, self.reviews])

    def _lists(self) -> tuple[Any, ...]:
        found = self._evaluation.runs()
        names = [name for name, _ in found]
        earlier, later = [*names[1:2], *names[:1], None][0], [*names[:1], None][0]
        pair = [gr.Dropdown(choices=names, value=name) for name in (earlier, later)]
        shown = evaluations.runs(found, "", self._say)
        return gr.Dropdown(choices=self._sets()), *pair, shown, self._reviews()

    def _run(self, gold: str) -> Iterator[tuple[Any, ...]]:
        """Run the set; a bar tells how far it is, then the report is opened."""
        opened = ""
        try:
            for done, total, name in self._evaluation.start(gold):
                opened = name
                yield evaluations.progress(done, total, self._say), gr.skip(), gr.skip()
        except KnownError as error:
            yield turns.notice(str(error)), gr.skip(), gr.skip()
            return
        yield gr.skip(), evaluations.report(opened, self._say), ""

    def _keep(self, request: gr.Request, event: gr.EventData) -> tuple[str, gr.Dropdown]:
        uploads, owner, batch = self._assistant.uploads, visitor(request), Pressed(event, self._say).text("batch")
        try:
            files = uploads.files(owner, batch)
        except KnownError as error:
            return turns.notice(str(error)), gr.skip()
        said = []
        for file in files:
            try:
                said += [
                    self._say("已添加 {name}").format(name=file.name),
                    *self._evaluation.keep(file.path, file.name),
                ]
            except KnownError as error:
                said.append(str(error))
        uploads.clear(owner, batch)
        return "".join(map(turns.notice, said)), gr.Dropdown(choices=self._sets())

    def _read(self, event: gr.EventData) -> tuple[str, str]:
        return evaluations.report(Pressed(event, self._say).text("name"), self._say), ""

    def _compare(self, first: str | None, second: str | None) -> tuple[str, str]:
        if not first or not second:
            return turns.notice(self._say("请选择两次评测")), ""
        try:
            return "", self._evaluation.compare(first, second)
        except KnownError as error:
            return turns.notice(str(error)), ""

    def _accept(self, event: gr.EventData) -> tuple[str, str]:
        identifier, document, clause, points = map(
            Pressed(event, self._say).text, ("id", "document", "clause", "points")
        )
        try:
            self._evaluation.accept(identifier, document, clause, re.split("[；;]", points))
            told = self._say("已确认，可以选“来自问答”评测")
        except KnownError as error:
            return turns.notice(str(error)), gr.skip()
        return turns.notice(told), self._reviews()

    def _discard(self, event: gr.EventData) -> tuple[str, str]:
        self._evaluation.discard(Pressed(event, self._say).text("id"))
        return "", self._reviews()

    def _sets(self) -> list[tuple[str, str]]:
        """The sets by what they are called; the first is the one that ships with the product."""
        shipped, *own = self._evaluation.gold_sets()
        return [(self._say("随产品提供（示例文件）"), shipped), *((name, name) for name in own)]

    def _reviews(self) -> str:
        return evaluations.reviews(self._evaluation.proposed(), self._say)
