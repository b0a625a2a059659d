"""问答: conversations on the left, the chat in the middle, the opened source on the right."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.page.asking import Asking, Desk
from assistant.page.evaluations import Evaluation
from assistant.page.filters import Filters
from assistant.page.markup import area
from assistant.page.pressed import Pressed, typed
from assistant.page.source import Place
from assistant.page.turnstile import Turnstile
from assistant.page.visitor import visitor
from assistant.page.wording import Say

Update = tuple[Any, ...]


class ChatTab:
    """The parts of the tab and what connects them."""

    def __init__(
        self, page: gr.Blocks, assistant: Assistant, evaluation: Evaluation, turnstile: Turnstile, say: Say
    ) -> None:
        """Lay the tab out in the open tab of `page`."""
        self._asking = Asking(assistant, evaluation, turnstile, say)
        self._say = say
        self.current = gr.State("")
        with gr.Row(elem_id="desk"):
            with gr.Column(scale=2, min_width=200, elem_id="shelf"):
                self.fresh = gr.Button(say("新对话"), size="sm", elem_id="fresh")
                self.words = gr.Textbox(
                    value="",
                    label=say("查找对话"),
                    show_label=False,
                    placeholder=say("查找对话"),
                    elem_id="search",
                    container=False,
                )
                self.listing = area("conversations", ("open",))
            with gr.Column(scale=6, min_width=320, elem_id="talk"):
                self.bar = area("bar", ("rename", "delete"))
                self.transcript = area("transcript", ("cite", "near", "rate", "again", "suggest", "gold"))
                self.filters = Filters(assistant, say)
                self.question = gr.Textbox(
                    value="",
                    label=say("问题"),
                    show_label=False,
                    placeholder=say("输入问题，回车发送"),
                    lines=1,
                    max_lines=6,
                    autofocus=True,
                    submit_btn=say("提问"),
                    elem_id="question",
                )
            with gr.Column(scale=5, min_width=320, visible=False, elem_id="side") as self.side:
                self.source = area("source", ("shut",))
        self._connect(page)

    def _connect(self, page: gr.Blocks) -> None:
        desk = [self.current, self.transcript, self.bar, self.listing]
        opened = [self.source, self.side]
        asking = [self.question, *desk]
        only = self.filters.inputs
        page.load(self._enter, None, [*desk, *opened])
        self.question.submit(self._ask, [self.question, self.current, *only], asking)
        self.transcript.suggest(self._suggested, [self.current, *only], asking)
        # Gradio's own way to cancel waits for the next sentence, and has everybody else wait with it.
        self.question.stop(self._stop, None, None)
        self.transcript.again(self._again, [self.current, *only], asking)
        self.transcript.rate(self._rate, [self.current], desk)
        self.transcript.gold(self._gold, [self.current], None)
        self.transcript.cite(self._cite, [self.current], opened)
        self.transcript.near(self._near, [self.current], opened)
        self.source.shut(lambda: ("", gr.Column(visible=False)), None, opened)
        self.listing.open(self._open, [self.words], desk)
        self.words.change(self._find, [self.words, self.current], [self.listing])
        self.fresh.click(self._fresh, None, desk)
        self.bar.rename(self._rename, [self.current], desk)
        self.bar.delete(self._delete, [self.current], desk)

    def _enter(self, request: gr.Request) -> Update:
        """What a link leads to: a conversation, a document's clause, or an empty desk."""
        asked = request.query_params
        desk = _parts(self._asking.desk(asked.get("chat", ""), visitor(request)))
        return *desk, *self._opened(Place(asked["document"], asked.get("clause")) if "document" in asked else None)

    def _ask(self, request: gr.Request, text: str, current: str, *only: Any) -> Iterator[Update]:
        """The desk at each step; until the answer is there, with 停止 in place of 提问."""
        only_there, tab = self.filters.read(*only), str(request.session_hash)
        for desk in self._asking.ask(typed(text), current, only_there, visitor(request), tab):
            yield (self._field(desk), *_parts(desk))

    def _suggested(self, request: gr.Request, event: gr.EventData, current: str, *only: Any) -> Iterator[Update]:
        yield from self._ask(request, Pressed(event, self._say).text("text"), current, *only)

    def _stop(self, request: gr.Request) -> None:
        self._asking.stop(str(request.session_hash))

    def _again(self, request: gr.Request, event: gr.EventData, current: str, *only: Any) -> Iterator[Update]:
        turn, only_there = Pressed(event, self._say).number("turn"), self.filters.read(*only)
        for desk in self._asking.again(turn, current, only_there, visitor(request), str(request.session_hash)):
            yield (self._field(desk), *_parts(desk))

    def _rate(self, request: gr.Request, event: gr.EventData, current: str) -> Update:
        pressed = Pressed(event, self._say)
        turn, useful, reason = pressed.number("turn"), pressed.flag("useful"), pressed.text("reason", "") or None
        return _parts(self._asking.rate(turn, current, useful, reason, visitor(request)))

    def _gold(self, request: gr.Request, event: gr.EventData, current: str) -> None:
        turn = Pressed(event, self._say).number("turn")
        gr.Info(self._asking.propose(turn, current, visitor(request)), title=self._say("提示"))

    def _cite(self, event: gr.EventData, current: str) -> Update:
        pressed = Pressed(event, self._say)
        shown = self._asking.cited(pressed.number("turn"), current, pressed.number("number"))
        return shown, gr.Column(visible=bool(shown))

    def _near(self, event: gr.EventData, current: str) -> Update:
        pressed = Pressed(event, self._say)
        shown = self._asking.nearest(pressed.number("turn"), current, pressed.number("number"))
        return shown, gr.Column(visible=bool(shown))

    def _open(self, request: gr.Request, event: gr.EventData, words: str) -> Update:
        return _parts(self._asking.desk(Pressed(event, self._say).text("chat"), visitor(request), typed(words)))

    def _find(self, request: gr.Request, words: str, current: str) -> str:
        return self._asking.listing(typed(words), visitor(request), current)

    def _fresh(self, request: gr.Request) -> Update:
        return _parts(self._asking.desk("", visitor(request)))

    def _rename(self, request: gr.Request, event: gr.EventData, current: str) -> Update:
        title = Pressed(event, self._say).text("title")
        return _parts(self._asking.rename(current, title, visitor(request)))

    def _delete(self, request: gr.Request, current: str) -> Update:
        return _parts(self._asking.delete(current, visitor(request)))

    def _opened(self, place: Place | None) -> Update:
        return (self._asking.place(place) if place else "", gr.Column(visible=place is not None))

    def _field(self, desk: Desk) -> gr.Textbox:
        """The question's field with the button that is of use now."""
        ask, stop = (False, self._say("停止")) if desk.busy else (self._say("提问"), False)
        if desk.question is None:
            return gr.Textbox(submit_btn=ask, stop_btn=stop)
        return gr.Textbox(desk.question, submit_btn=ask, stop_btn=stop)


def _parts(desk: Desk) -> Update:
    return desk.current, desk.transcript, desk.bar, desk.listing
