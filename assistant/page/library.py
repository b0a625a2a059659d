"""文库: add files, see what is in the library, look into a document, remove and undo."""

from collections.abc import Iterator
from html import escape
from typing import Any

import gradio as gr

from assistant.apart import PagesRead
from assistant.assistant import Assistant
from assistant.errors import KnownError, UnknownDocumentError
from assistant.page import documents, turns
from assistant.page.markup import area
from assistant.page.source import Place, missing, outline, source
from assistant.page.wording import Say
from corpus.readers import MODULES
from index import Added


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
                self.outcomes = area("outcomes", ("restore",))
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
        self.text.shut(lambda: ("", gr.Column(visible=False)), None, [self.text, self.reader])

    def _list(self, words: str) -> str:
        return documents.listing(self._assistant.documents(), words, self._say)

    def _add(self, event: gr.EventData, words: str) -> Iterator[tuple[str, Any]]:
        """Add the batch that was sent; others go on asking meanwhile."""
        batch = event._data["batch"]
        paths = self._assistant.uploads.files(batch)
        names = [path.name for path in paths]
        replaced = {document.name for document in self._assistant.documents()}
        known: dict[str, Added] = {}
        yield documents.outcomes(names, known, replaced, self._say), gr.skip()
        try:
            for told in self._assistant.add_apart(paths):
                if isinstance(told, PagesRead):
                    yield documents.outcomes(names, known, replaced, self._say, told), gr.skip()
                    continue
                known[told.name] = told
                yield documents.outcomes(names, known, replaced, self._say), gr.skip()
        except KnownError as error:
            yield turns.notice(str(error)), self._list(words)
            return
        finally:
            self._assistant.uploads.clear(batch)
        yield documents.outcomes(names, known, replaced, self._say, done=True), self._list(words)

    def _look(self, event: gr.EventData) -> tuple[str, gr.Column]:
        try:
            parsed = self._assistant.document(event._data["name"])
        except UnknownDocumentError:
            return missing(event._data["name"], self._say), gr.Column(visible=True)
        shown = source(parsed, Place(parsed.name), self._say)
        return f'<div class="volume">{outline(parsed, self._say)}{shown}</div>', gr.Column(visible=True)

    def _remove(self, event: gr.EventData, words: str) -> tuple[str, str, str, gr.Column]:
        name = event._data["name"]
        try:
            self._assistant.remove(name)
            told = documents.removed(name, self._say)
        except KnownError as error:
            told = turns.notice(str(error))
        return told, self._list(words), "", gr.Column(visible=False)

    def _restore(self, event: gr.EventData, words: str) -> tuple[str, str]:
        name = event._data["name"]
        try:
            self._assistant.restore(name)
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
