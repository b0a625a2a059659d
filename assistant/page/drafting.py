"""拟稿: measures for one problem, with their basis to choose from, edited and taken away as Word or Excel."""

import tempfile
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.drafting import Draft
from assistant.drafting.sheet import write_sheet
from assistant.drafting.word import write_word
from assistant.errors import KnownError
from assistant.page import drafts, turns
from assistant.page.markup import area
from assistant.page.source import Place, source
from assistant.page.wording import Say
from assistant.revision import revise

Chosen = frozenset[str]
"""Identifiers of bases that the reader took out or put in."""


class DraftingTab:
    """The parts of the tab and what connects them."""

    def __init__(self, assistant: Assistant, say: Say) -> None:
        """Lay the tab out in the open tab."""
        self._assistant = assistant
        self._say = say
        self.made: gr.State = gr.State(None)
        self.without, self.also = gr.State(frozenset()), gr.State(frozenset())
        with gr.Row(elem_id="drafting"):
            with gr.Column(scale=4, min_width=300, elem_id="problem"):
                self.issue = gr.Textbox("", label=say("问题描述"), lines=4, max_lines=10, elem_id="issue")
                with gr.Row():
                    self.unit = gr.Textbox("", label=say("责任单位"), min_width=120, elem_id="unit")
                    self.deadline = gr.Textbox("", label=say("整改时限"), min_width=120, elem_id="deadline")
                self.begin = gr.Button(say("拟写整改措施"), variant="primary", elem_id="draft-begin")
                self.bases = area("bases", ("use", "read"))
                with gr.Accordion(say("加入其他依据"), open=False, elem_id="more"):
                    self.words = gr.Textbox("", label=say("查找条款"), submit_btn=say("查找"), elem_id="more-words")
                    self.finds = area("finds", ("also",))
            with gr.Column(scale=6, min_width=320, elem_id="paper"):
                with gr.Row(visible=False, elem_id="takeaway") as self.takeaway:
                    self.word = gr.DownloadButton(say("下载 Word"), size="sm", elem_id="draft-word")
                    self.sheet = gr.DownloadButton(say("下载 Excel"), size="sm", elem_id="draft-sheet")
                self.draft = area("draft", ("cite", "edit"))
            with gr.Column(scale=5, min_width=320, visible=False, elem_id="draft-side") as self.side:
                self.source = area("draft-source", ("shut",))
        self._connect()

    def _connect(self) -> None:
        asked = [self.issue, self.unit, self.deadline, self.without, self.also]
        shown = [self.made, self.without, self.also, self.bases, self.draft, self.takeaway, self.word, self.sheet]
        opened = [self.source, self.side]
        self.begin.click(self._begin, [self.issue, self.unit, self.deadline], shown)
        self.bases.use(self._use, asked, shown)
        self.finds.also(self._also, asked, shown)
        self.draft.edit(self._edit, [self.made, self.without, self.also], shown)
        self.words.submit(self._find, [self.words], [self.finds])
        self.draft.cite(self._cite, [self.made], opened)
        self.bases.read(self._read, None, opened)
        self.source.shut(lambda: ("", gr.Column(visible=False)), None, opened)

    def _begin(self, issue: str, unit: str, deadline: str) -> tuple[Any, ...]:
        return self._made(issue, unit, deadline, frozenset(), frozenset())

    def _use(
        self, event: gr.EventData, issue: str, unit: str, deadline: str, without: Chosen, also: Chosen
    ) -> tuple[Any, ...]:
        """A box was ticked or cleared: draft anew without that basis, or with it."""
        changed = frozenset([event._data["id"]])
        if event._data["checked"]:
            return self._made(issue, unit, deadline, without - changed, also | changed)
        return self._made(issue, unit, deadline, without | changed, also - changed)

    def _also(
        self, event: gr.EventData, issue: str, unit: str, deadline: str, without: Chosen, also: Chosen
    ) -> tuple[Any, ...]:
        added = frozenset([event._data["id"]])
        return self._made(issue, unit, deadline, without - added, also | added)

    def _made(self, issue: str, unit: str, deadline: str, without: Chosen, also: Chosen) -> tuple[Any, ...]:
        try:
            made = self._assistant.draft(issue, unit, deadline, without, also)
        except KnownError as error:
            return (None, without, also, "", turns.notice(str(error)), gr.Row(visible=False), gr.skip(), gr.skip())
        return self._shown(made, without, also)

    def _edit(self, event: gr.EventData, made: Draft | None, without: Chosen, also: Chosen) -> tuple[Any, ...]:
        """Measures were changed by hand: what they say is checked again."""
        if made is None:
            return tuple(gr.skip() for _ in range(8))
        try:
            for number, measure in enumerate(made.measures, 1):
                text = event._data[f"text-{number}"]
                made = made if text == measure.text else revise(made, number, text)
        except KnownError as error:
            gr.Warning(str(error), title=self._say("提示"))
        return self._shown(made, without, also)

    def _shown(self, made: Draft, without: Chosen, also: Chosen) -> tuple[Any, ...]:
        folder = Path(tempfile.mkdtemp(prefix="draft-"))
        word, sheet = folder / f"{self._say('整改措施')}.docx", folder / f"{self._say('整改措施')}.xlsx"
        write_word(made, word)
        write_sheet([made], sheet)
        return (
            made,
            without,
            also,
            drafts.bases(made, without, self._say),
            drafts.draft(made, self._say),
            gr.Row(visible=made.missing is None),
            gr.DownloadButton(value=str(word)),
            gr.DownloadButton(value=str(sheet)),
        )

    def _find(self, words: str) -> str:
        try:
            return drafts.finds(self._assistant.search(words, 5), self._say)
        except KnownError as error:
            return turns.notice(str(error))

    def _cite(self, event: gr.EventData, made: Draft | None) -> tuple[str, gr.Column]:
        number = int(event._data["number"])
        cited = next((citation for citation in made.citations if citation.number == number), None) if made else None
        if cited is None:
            return "", gr.Column(visible=False)
        return self._place(Place(cited.document, cited.clause, cited.start, cited.end))

    def _read(self, event: gr.EventData) -> tuple[str, gr.Column]:
        document, _, clause = event._data["id"].partition("#")
        return self._place(Place(document, clause))

    def _place(self, place: Place) -> tuple[str, gr.Column]:
        try:
            return source(self._assistant.document(place.document), place, self._say), gr.Column(visible=True)
        except KnownError as error:
            return turns.notice(str(error)), gr.Column(visible=True)
