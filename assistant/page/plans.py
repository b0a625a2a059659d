"""整改方案: an audit report, a list or a ledger is dropped in, and the plan for all its problems taken away in Word and Excel."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.drafting.findings import findings_of
from assistant.drafting.plan import Entry, Plan, draft_entries, write_plan
from assistant.drafting.sheet import write_sheet
from assistant.errors import InputError, KnownError
from assistant.page import drafts, library, turns
from assistant.page.downloads import fresh_folder
from assistant.page.markup import area
from assistant.page.pressed import Pressed, typed
from assistant.page.visitor import visitor
from assistant.page.wording import Say
from corpus import parse_file
from index import Source

Update = tuple[Any, ...]


class PlanTab:
    """The parts of the tab and what connects them."""

    def __init__(self, assistant: Assistant, say: Say) -> None:
        """Lay the tab out in the open tab."""
        self._assistant = assistant
        self._say = say
        with gr.Column(elem_id="plan"):
            with gr.Row():
                self.unit = gr.Textbox("", label=say("文件没有写明时的责任单位"), min_width=160, elem_id="plan-unit")
                self.deadline = gr.Textbox(
                    "", label=say("文件没有写明时的整改时限"), min_width=160, elem_id="plan-deadline"
                )
            self.drop = area(
                "plan-drop",
                ("sent",),
                value=library.drop(say, say("把审计报告、问题清单或台账拖到这里，或者"), "docx pdf xlsx txt md html"),
            )
            with gr.Row(visible=False, elem_id="plan-takeaway") as self.takeaway:
                self.word = gr.DownloadButton(say("下载整改方案（Word）"), size="sm", elem_id="plan-word")
                self.sheet = gr.DownloadButton(say("下载整改台账（Excel）"), size="sm", elem_id="plan-sheet")
            self.told = area("plan-told", ())
        self.drop.sent(self._sent, [self.unit, self.deadline], [self.told, self.takeaway, self.word, self.sheet])

    def _sent(self, request: gr.Request, event: gr.EventData, unit: str, deadline: str) -> Iterator[Update]:
        """Draft for every problem of the file that was sent, telling after each how far it is."""
        batch = Pressed(event, self._say).text("batch")
        try:
            file = self._only(self._assistant.uploads.files(visitor(request), batch))
            parsed, entries = parse_file(file.path, file.name), list[Entry]()
            findings = findings_of(parsed)
            for entry in draft_entries(findings, typed(unit), typed(deadline), self._assistant.draft_rows()):
                entries.append(entry)
                yield self._told(entries, len(findings)), gr.Row(visible=False), gr.skip(), gr.skip()
            title = parsed.letterhead.title or file.name.rpartition(".")[0]
            yield self._made(Plan(title, typed(unit), tuple(entries)))
        except KnownError as error:
            yield turns.notice(str(error)), gr.Row(visible=False), gr.skip(), gr.skip()

    def _only(self, files: Sequence[Source]) -> Source:
        """The one file that was sent: a plan is of one source, and none of several is to be lost unsaid."""
        if len(files) != 1:
            raise InputError(self._say("一次放入一份文件：每份文件是一个整改方案"))
        return files[0]

    def _made(self, plan: Plan) -> Update:
        folder = fresh_folder()
        word, sheet = folder / f"{self._say('整改方案')}.docx", folder / f"{self._say('整改台账')}.xlsx"
        write_plan(plan, word)
        write_sheet([entry.draft for entry in plan.entries], sheet, plan.title)
        shown = self._told(plan.entries, len(plan.entries))
        return shown, gr.Row(visible=True), gr.DownloadButton(value=str(word)), gr.DownloadButton(value=str(sheet))

    def _told(self, entries: tuple[Entry, ...] | list[Entry], of: int) -> str:
        told = self._say("已拟写 {done}/{of}").format(done=len(entries), of=of)
        return f'<p class="notice" role="status">{escape(told)}</p>{drafts.planned(entries, self._say)}'
