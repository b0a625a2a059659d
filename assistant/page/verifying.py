"""核对: a text is pasted or a file dropped in, and what it cites, quotes and states is looked up in the library."""

from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import Any

import gradio as gr

from assistant.answer import Citation
from assistant.assistant import Assistant
from assistant.errors import KnownError, UnknownDocumentError
from assistant.page import library, turns
from assistant.page.markup import area, button
from assistant.page.pressed import Pressed, typed
from assistant.page.source import Place, missing, source
from assistant.page.visitor import visitor
from assistant.page.wording import Say
from assistant.verification import Checked
from corpus.readers import read

STATES = {"contradicts": "不符", "differs": "有出入", "repealed": "依据失效", "absent": "库中没有", "found": "一致"}
"""How each state is called, the gravest first: what needs a person's eye comes first in the count."""

_KINDS = {"citation": "引用", "quotation": "引文", "statement": "表述"}


class VerifyTab:
    """The parts of the tab and what connects them."""

    def __init__(self, assistant: Assistant, say: Say) -> None:
        """Lay the tab out in the open tab."""
        self._assistant = assistant
        self._say = say
        with gr.Row(elem_id="verify"):
            with gr.Column(scale=6, min_width=320):
                self.text = gr.Textbox("", label=say("要核对的文字"), lines=6, max_lines=14, elem_id="verify-text")
                self.begin = gr.Button(say("核对"), variant="primary", elem_id="verify-begin")
                self.drop = area(
                    "verify-drop",
                    ("sent",),
                    value=library.drop(say, say("或把文稿拖到这里，或者"), "txt docx pdf html"),
                )
                self.told = area("verify-told", ("read",))
            with gr.Column(scale=5, min_width=320, visible=False, elem_id="verify-side") as self.side:
                self.source = area("verify-source", ("shut",))
        self.begin.click(self._typed, [self.text], [self.told])
        self.drop.sent(self._sent, None, [self.told])
        self.told.read(self._read, None, [self.source, self.side])
        self.source.shut(lambda: ("", gr.Column(visible=False)), None, [self.source, self.side])

    def _typed(self, text: str) -> str:
        return self._report([("", typed(text))])

    def _sent(self, request: gr.Request, event: gr.EventData) -> str:
        batch = Pressed(event, self._say).text("batch")
        try:
            files = self._assistant.uploads.files(visitor(request), batch)
            return self._report([(file.name, read(file.path).text) for file in files])
        except KnownError as error:
            return turns.notice(str(error))

    def _report(self, texts: Sequence[tuple[str, str]]) -> str:
        try:
            checked = [(name, self._assistant.verify(text)) for name, text in texts]
        except KnownError as error:
            return turns.notice(str(error))
        return "".join(
            (f"<h4>{escape(name)}</h4>" if name else "") + report(found, self._say) for name, found in checked
        )

    def _read(self, event: gr.EventData) -> tuple[Any, gr.Column]:
        document, _, clause = Pressed(event, self._say).text("id").partition("#")
        try:
            shown = source(self._assistant.document(document), Place(document, clause), self._say)
        except UnknownDocumentError:
            shown = missing(document, self._say)
        return shown, gr.Column(visible=True)


def report(checked: Sequence[Checked], say: Say) -> str:
    """How many of each state, and a row for each thing that was looked up."""
    if not checked:
        return turns.notice(say("没有可以核对的引用、引文或数字"))
    counted = Counter[str](each.state for each in checked)
    told = "，".join(f"{say(name)} {counted[state]}" for state, name in STATES.items() if counted[state])
    head = "".join(f'<th scope="col">{say(name)}</th>' for name in ("结果", "类别", "文字", "出处", "说明"))
    rows = "".join(_row(each, say) for each in checked)
    count = say("核对 {count} 处").format(count=len(checked))
    return (
        f'<p class="notice" role="status">{count}：{told}</p>'
        f'<table class="verified"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _row(checked: Checked, say: Say) -> str:
    state = f'<span class="state {checked.state}">{say(STATES[checked.state])}</span>'
    places = "".join(_place(citation) for citation in checked.citations)
    return (
        f"<tr><td>{state}</td><td>{say(_KINDS[checked.kind])}</td><td class='long'>{escape(checked.text)}</td>"
        f"<td>{places}</td><td class='long'>{escape(checked.note or '')}</td></tr>"
    )


def _place(citation: Citation) -> str:
    shown = f"{escape(citation.title or citation.document)} {escape(citation.clause)}"
    return button(shown, "read", "open", id=f"{citation.document}#{citation.clause}")
