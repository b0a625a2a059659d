"""文库: add files, see what is in the library, look into a document, remove and undo."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from html import escape
from typing import Any

import gradio as gr

from assistant.apart import FileRead, PagesRead
from assistant.assistant import Assistant
from assistant.errors import InputError, KnownError, UnknownDocumentError
from assistant.page import documents, turns
from assistant.page.markup import area
from assistant.page.pressed import Pressed
from assistant.page.source import Place, missing, outline, source
from assistant.page.visitor import visitor
from assistant.page.wording import Say
from corpus.readers import MODULES
from index import Added, OnSameName


class LibraryTab:
    """The parts of the tab and what connects them."""

    def __init__(self, tab: gr.Tab, assistant: Assistant, say: Say) -> None:
        """Lay the tab out in the open tab."""
        self._assistant = assistant
        self._say = say
        formats = " ".join(sorted(suffix.lstrip(".") for suffix in MODULES))
        with gr.Row(elem_id="library"):
            with gr.Column(scale=6, min_width=320, elem_id="holdings"):
                self.drop = area(
                    "drop", ("sent",), value=drop(say, say("把文件或文件夹拖到这里，或者"), formats, folders=True)
                )
                self.outcomes = area("outcomes", ("restore", "resolve"))
                self.words = gr.Textbox(
                    value="",
                    label=say("查找文件"),
                    show_label=False,
                    placeholder=say("查找文件"),
                    container=False,
                    elem_id="find",
                )
                self.listing = area("documents", ("look", "remove"))
            with gr.Column(scale=5, min_width=320, visible=False, elem_id="reader") as self.reader:
                self.text = area("text", ("shut",))
        self._connect(tab)

    def _connect(self, tab: gr.Tab) -> None:
        gr.on([tab.select, self.words.change], self._list, [self.words], [self.listing], show_progress="hidden")
        self.drop.sent(self._add, [self.words], [self.outcomes, self.listing], show_progress="hidden")
        self.listing.look(self._look, None, [self.text, self.reader])
        self.listing.remove(self._remove, [self.words], [self.outcomes, self.listing, self.text, self.reader])
        self.outcomes.restore(self._restore, [self.words], [self.outcomes, self.listing])
        self.outcomes.resolve(self._resolve, [self.words], [self.outcomes, self.listing], show_progress="hidden")
        self.text.shut(lambda: ("", gr.Column(visible=False)), None, [self.text, self.reader])

    def _list(self, words: str) -> str:
        return documents.listing(self._assistant.documents(), words, self._say)

    def _add(self, request: gr.Request, event: gr.EventData, words: str) -> Iterator[tuple[str, Any]]:
        """Add the batch that was sent; others go on asking meanwhile."""
        yield from self._added(request, Pressed(event, self._say).text("batch"), "ask", words)

    def _resolve(self, request: gr.Request, event: gr.EventData, words: str) -> Iterator[tuple[str, Any]]:
        """Add what of a batch was not taken since other documents have the names, as the reader decided."""
        pressed = Pressed(event, self._say)
        how: OnSameName = "replace" if pressed.text("how") == "replace" else "keep"
        yield from self._added(request, pressed.text("batch"), how, words)

    def _added(
        self, request: gr.Request, batch: str, on_same_name: OnSameName, words: str
    ) -> Iterator[tuple[str, Any]]:
        known: dict[str, Added] = {}
        read: set[str] = set()
        uploads, owner = self._assistant.uploads, visitor(request)
        try:
            files = uploads.files(owner, batch)
            shown = documents.Adding([file.name for file in files], known, read, batch)
            yield documents.outcomes(shown, self._say), gr.skip()
            for told in self._assistant.add_apart(files, on_same_name):
                pages = told if isinstance(told, PagesRead) else None
                if isinstance(told, Added):
                    known[told.name] = told
                elif isinstance(told, FileRead):
                    read.add(told.name)
                yield documents.outcomes(replace(shown, pages=pages), self._say), gr.skip()
        except KnownError as error:
            yield turns.notice(str(error)), self._list(words)
            return
        finally:
            # What waits for a decision is kept until it is made, or grows old.
            if not any(added.same_name for added in known.values()):
                with suppress(InputError):
                    uploads.clear(owner, batch)
        yield documents.outcomes(replace(shown, done=True), self._say), self._list(words)

    def _look(self, event: gr.EventData) -> tuple[str, gr.Column]:
        name = Pressed(event, self._say).text("name")
        try:
            parsed = self._assistant.document(name)
        except UnknownDocumentError:
            return missing(name, self._say), gr.Column(visible=True)
        shown = source(parsed, Place(parsed.name), self._say)
        return f'<div class="volume">{outline(parsed, self._say)}{shown}</div>', gr.Column(visible=True)

    def _remove(self, event: gr.EventData, words: str) -> tuple[str, str, str, gr.Column]:
        name = Pressed(event, self._say).text("name")
        try:
            told = documents.removed(name, self._assistant.remove(name), self._say)
        except KnownError as error:
            told = turns.notice(str(error))
        return told, self._list(words), "", gr.Column(visible=False)

    def _restore(self, event: gr.EventData, words: str) -> tuple[str, str]:
        identifier = Pressed(event, self._say).text("id")
        try:
            name = self._assistant.restore(identifier)
            told = turns.notice(self._say("已恢复 {name}").format(name=name))
        except KnownError as error:
            told = turns.notice(str(error))
        return told, self._list(words)


def drop(say: Say, lead: str, suffixes: str, folders: bool = False) -> str:
    """Where files are dropped, or chosen: the browser sends them one by one, then tells their batch."""
    folder = f'<label class="action">{say("选择文件夹")}<input type="file" webkitdirectory class="unseen"></label>'
    return (
        f'<div class="drop" data-upload="upload" data-sending="{escape(say("正在上传"))}"><p>{lead}'
        f'<label class="action">{say("选择文件")}<input type="file" multiple class="unseen"></label>'
        f"{folder if folders else ''}</p>"
        f"<small>{say('格式')}：{escape(suffixes)}</small>"
        f'<p class="sending" role="status"></p></div>'
    )
