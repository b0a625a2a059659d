"""台账: a ledger is dropped in, checked, its blank measures filled, and the copy taken away."""

import shutil
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.drafting.checking import check
from assistant.drafting.filling import fill
from assistant.drafting.fit import problem_reader
from assistant.drafting.ledger import read_ledger
from assistant.errors import KnownError
from assistant.page import drafts, library, turns
from assistant.page.downloads import fresh_folder
from assistant.page.markup import area
from assistant.page.pressed import Pressed
from assistant.page.visitor import visitor
from assistant.page.wording import Say


class LedgerTab:
    """The parts of the tab and what connects them."""

    def __init__(self, assistant: Assistant, say: Say) -> None:
        """Lay the tab out in the open tab."""
        self._assistant = assistant
        self._say = say
        self.batch = gr.State("")
        with gr.Column(elem_id="ledger"):
            self.drop = area(
                "ledger-drop",
                ("sent",),
                value=library.drop(say, say("把整改台账拖到这里，或者"), "xlsx xlsm csv tsv docx"),
            )
            with gr.Row(visible=False, elem_id="ledger-tools") as self.tools:
                self.fill = gr.Button(say("填写空白的整改措施"), variant="primary", elem_id="ledger-fill")
                self.copy = gr.DownloadButton(say("下载填写后的台账"), visible=False, elem_id="ledger-copy")
            self.told = area("ledger-told", ())
        self.drop.sent(self._check, None, [self.batch, self.told, self.tools, self.copy])
        self.fill.click(self._fill, [self.batch], [self.told, self.copy])

    def _check(self, request: gr.Request, event: gr.EventData) -> tuple[Any, ...]:
        """Say what is doubtful in the ledger that was sent."""
        batch = Pressed(event, self._say).text("batch")
        try:
            files = self._assistant.uploads.files(visitor(request), batch)
            told = "".join(
                f"<h4>{escape(file.name)}</h4>{drafts.findings(check(read_ledger(file.path), problem_reader()), self._say)}"
                for file in files
            )
        except KnownError as error:
            return "", turns.notice(str(error)), gr.Row(visible=False), gr.DownloadButton(visible=False)
        return batch, told, gr.Row(visible=True), gr.DownloadButton(visible=False)

    def _fill(self, request: gr.Request, batch: str) -> tuple[str, Any]:
        """Fill copies of what was sent; the originals stay as they are."""
        if not batch:
            return turns.notice(self._say("请先放入台账")), gr.skip()
        folder = fresh_folder() / self._say("台账")
        folder.mkdir()
        try:
            files, draft = self._assistant.uploads.files(visitor(request), batch), self._assistant.draft_rows()
            # A ledger goes back under the number that it lies under: its name is the sender's.
            written = [change for file in files for change in fill(file.path, folder / file.path.name, draft)]
        except KnownError as error:
            return turns.notice(str(error)), gr.skip()
        return drafts.changes(written, self._say), gr.DownloadButton(value=_one_file(folder), visible=bool(written))


def _one_file(folder: Path) -> str:
    """The one file of a folder, or an archive of several: a text ledger comes with its list, and several may be sent."""
    files = list(folder.iterdir())
    return str(files[0]) if len(files) == 1 else shutil.make_archive(str(folder), "zip", folder)
