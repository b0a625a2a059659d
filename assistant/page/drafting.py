"""拟稿: measures for one problem, with their basis to choose from, edited, kept, and taken away as Word or Excel."""

from dataclasses import replace
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.drafting import Case
from assistant.drafting.sheet import write_sheet
from assistant.drafting.word import write_word
from assistant.errors import KnownError, UnknownDocumentError
from assistant.kept_drafts import KeptDraft
from assistant.page import drafts, turns
from assistant.page.downloads import fresh_folder
from assistant.page.markup import area
from assistant.page.pressed import Pressed, typed
from assistant.page.source import Place, missing, source
from assistant.page.visitor import visitor
from assistant.page.wording import Say
from assistant.revision import revise

Update = tuple[Any, ...]
Chosen = frozenset[str]
"""Identifiers of bases that the reader took out or put in."""


class DraftingTab:
    """The parts of the tab and what connects them."""

    def __init__(self, page: gr.Blocks, assistant: Assistant, say: Say) -> None:
        """Lay the tab out in the open tab of `page`."""
        self._assistant = assistant
        self._say = say
        self.kept: gr.State = gr.State(None)
        with gr.Row(elem_id="drafting"):
            with gr.Column(scale=4, min_width=300, elem_id="problem"):
                with gr.Accordion(say("我的拟稿"), open=False, elem_id="kept"):
                    self.listing = area("kept-drafts", ("reopen", "delete"))
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
                self.draft = area("draft", ("cite", "edit", "outline"))
            with gr.Column(scale=5, min_width=320, visible=False, elem_id="draft-side") as self.side:
                self.source = area("draft-source", ("shut",))
        self._connect(page)

    def _connect(self, page: gr.Blocks) -> None:
        given = [self.issue, self.unit, self.deadline]
        shown = [self.kept, self.listing, self.bases, self.draft, self.takeaway, self.word, self.sheet]
        opened = [self.source, self.side]
        page.load(self._list, None, [self.listing])
        self.begin.click(self._begin, given, shown)
        self.bases.use(self._use, [*given, self.kept], shown)
        self.finds.also(self._also, [*given, self.kept], shown)
        self.draft.edit(self._edit, [self.kept], shown)
        self.draft.outline(self._outline, [self.kept], shown)
        self.listing.reopen(self._reopen, [self.kept], [*given, *shown])
        self.listing.delete(self._delete, [self.kept], [self.listing])
        self.words.submit(self._find, [self.words], [self.finds])
        self.draft.cite(self._cite, [self.kept], opened)
        self.bases.read(self._read, None, opened)
        self.source.shut(lambda: ("", gr.Column(visible=False)), None, opened)

    def _list(self, request: gr.Request, current: str = "") -> str:
        return drafts.listing(self._assistant.kept_drafts.of(visitor(request)), current, self._say)

    def _begin(self, request: gr.Request, issue: str, unit: str, deadline: str) -> Update:
        return self._made(request, Case(typed(issue), typed(unit), typed(deadline)))

    def _use(
        self, request: gr.Request, event: gr.EventData, issue: str, unit: str, deadline: str, kept: KeptDraft | None
    ) -> Update:
        """A box was ticked or cleared: draft anew without that basis, or with it."""
        pressed = Pressed(event, self._say)
        changed, checked = frozenset([pressed.text("id")]), pressed.flag("checked")
        without, also = _chosen(kept)
        without, also = (without - changed, also | changed) if checked else (without | changed, also - changed)
        return self._made(request, Case(typed(issue), typed(unit), typed(deadline)), without, also, kept)

    def _also(
        self, request: gr.Request, event: gr.EventData, issue: str, unit: str, deadline: str, kept: KeptDraft | None
    ) -> Update:
        added = frozenset([Pressed(event, self._say).text("id")])
        without, also = _chosen(kept)
        return self._made(
            request, Case(typed(issue), typed(unit), typed(deadline)), without - added, also | added, kept
        )

    def _made(
        self,
        request: gr.Request,
        asked: Case,
        without: Chosen = frozenset(),
        also: Chosen = frozenset(),
        kept: KeptDraft | None = None,
    ) -> Update:
        try:
            made = self._assistant.draft(asked.issue, asked.unit, asked.deadline, without, also)
        except KnownError as error:
            return (kept, gr.skip(), "", turns.notice(str(error)), gr.Row(visible=False), gr.skip(), gr.skip())
        return self._shown(request, KeptDraft.of(asked, made, without, also, kept.id if kept else ""))

    def _edit(self, request: gr.Request, event: gr.EventData, kept: KeptDraft | None) -> Update:
        """Measures were changed by hand: what they say is checked again."""
        if kept is None:
            return tuple(gr.skip() for _ in range(7))
        made, pressed = kept.draft, Pressed(event, self._say)
        try:
            for number, measure in enumerate(made.measures, 1):
                text = pressed.text(f"text-{number}")
                made = made if text == measure.text else revise(made, number, text)
        except KnownError as error:
            gr.Warning(str(error), title=self._say("提示"))
        return self._shown(request, replace(kept, draft=made))

    def _outline(self, request: gr.Request, kept: KeptDraft | None) -> Update:
        """Nothing was drafted, and a skeleton is asked for."""
        if kept is None:
            return tuple(gr.skip() for _ in range(7))
        made = self._assistant.outline(kept.asked.issue, kept.asked.unit, kept.asked.deadline)
        return self._shown(request, replace(kept, draft=made))

    def _reopen(self, request: gr.Request, event: gr.EventData, current: KeptDraft | None) -> Update:
        kept = self._assistant.kept_drafts.find(Pressed(event, self._say).text("id"), visitor(request))
        if kept is None:
            gr.Warning(self._say("没有这份拟稿，可能已被删除。"), title=self._say("提示"))
            return tuple(gr.skip() for _ in range(10))
        asked = (kept.asked.issue, kept.asked.unit or "", kept.asked.deadline or "")
        return *asked, *self._shown(request, kept, keep=False)

    def _delete(self, request: gr.Request, event: gr.EventData, kept: KeptDraft | None) -> str:
        self._assistant.kept_drafts.delete(Pressed(event, self._say).text("id"), visitor(request))
        return self._list(request, kept.id if kept else "")

    def _shown(self, request: gr.Request, kept: KeptDraft, keep: bool = True) -> Update:
        """The draft with all that belongs to it; one that proposes something is kept."""
        if keep and kept.draft.missing is None:
            self._assistant.kept_drafts.keep(visitor(request), kept)
        folder = fresh_folder()
        word, sheet = folder / f"{self._say('整改措施')}.docx", folder / f"{self._say('整改措施')}.xlsx"
        write_word(kept.draft, word)
        write_sheet([kept.draft], sheet)
        return (
            kept,
            self._list(request, kept.id),
            drafts.bases(kept, self._say),
            drafts.draft(kept.draft, self._say),
            gr.Row(visible=kept.draft.missing is None),
            gr.DownloadButton(value=str(word)),
            gr.DownloadButton(value=str(sheet)),
        )

    def _find(self, words: str) -> str:
        try:
            return drafts.finds(self._assistant.search(typed(words), 5), self._say)
        except KnownError as error:
            return turns.notice(str(error))

    def _cite(self, event: gr.EventData, kept: KeptDraft | None) -> tuple[str, gr.Column]:
        number, citations = Pressed(event, self._say).number("number"), kept.draft.citations if kept else ()
        cited = next((citation for citation in citations if citation.number == number), None)
        if cited is None:
            return "", gr.Column(visible=False)
        return self._place(Place(cited.document, cited.clause, cited.start, cited.end))

    def _read(self, event: gr.EventData) -> tuple[str, gr.Column]:
        document, _, clause = Pressed(event, self._say).text("id").partition("#")
        return self._place(Place(document, clause))

    def _place(self, place: Place) -> tuple[str, gr.Column]:
        try:
            return source(self._assistant.document(place.document), place, self._say), gr.Column(visible=True)
        except UnknownDocumentError:
            return missing(place.document, self._say), gr.Column(visible=True)


def _chosen(kept: KeptDraft | None) -> tuple[Chosen, Chosen]:
    """What was taken out and put in so far."""
    return (kept.without, kept.also) if kept else (frozenset(), frozenset())
