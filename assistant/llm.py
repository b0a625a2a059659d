"""A language model behind any endpoint that speaks the OpenAI chat protocol: a prompt in, its reply piece by piece.

Nothing here is needed to answer: whoever uses it must be ready for `LLMError` at any piece.
"""

import contextlib
import queue
import re
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.config import LLMSettings
from assistant.deadline import NO_DEADLINE, Deadline
from assistant.errors import LLMError

_THOUGHTS = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|$)", re.DOTALL)

LONGEST = 20_000
"""Characters of a reply: ten times what an answer may need."""

_GRACE = 1.0
"""Seconds by which the reader waits longer than the connection, which knows better what went wrong."""

_BEAT = 0.1
"""Seconds within which it is noticed that the reader has left."""

_SHARE = 0.8
"""Share of the time left for an answer that a reply may take: what it did not say in time is then quoted."""

_AHEAD = 100
"""Pieces that are taken before the reader wants them: who writes faster than that waits."""


@dataclass(frozen=True)
class Prompt:
    """What a model is told: the rules it works by, and the material it works on."""

    rules: str
    material: str


def inert(text: str) -> str:
    """A text for the material in one line, such that it closes no tag and no attribute."""
    return " ".join(inert_lines(text).replace('"', "＂").split())


def inert_lines(text: str) -> str:
    """A text for the material such that it closes no tag."""
    return text.replace("<", "＜").replace(">", "＞").strip()


def without_thoughts(reply: str) -> str:
    """A reply without what a model writes to itself before or between its words."""
    return _THOUGHTS.sub("", reply)


class LanguageModel:
    """Streams replies. A reply that is not there in time, or is no reply, is an `LLMError` in words for the reader.

    When the deadline stops, the request is cancelled and the reply ends in `StoppedError`.
    """

    def __init__(self, settings: LLMSettings, deadline: Deadline = NO_DEADLINE) -> None:
        self.settings = settings
        self._deadline = deadline

    def until(self, deadline: Deadline) -> "LanguageModel":
        """The same model for one reader, who waits so long and may leave."""
        return LanguageModel(self.settings, deadline)

    def complete(self, prompt: Prompt) -> str:
        """The whole reply, without what the model thought aloud.

        Raises:
            LLMError: as `stream`.
        """
        return without_thoughts("".join(self.stream(prompt)))

    def stream(self, prompt: Prompt) -> Iterator[str]:
        """The reply as it comes. To leave the iterator cancels the request.

        The request runs in a thread of its own: an endpoint that sends signs of life and no words would otherwise keep
        the reader waiting for ever, since no time-out of a connection sees that.

        Raises:
            LLMError: if the endpoint refuses, breaks off, sends no chat reply, or takes longer than the settings allow.
            StoppedError: if the reader has left.
        """
        request, length = _Request(self.settings, prompt), 0
        until = time.monotonic() + min(self.settings.timeout, _SHARE * self._deadline.left)
        threading.Thread(target=request.run, name="llm", daemon=True).start()
        try:
            while True:
                patience = time.monotonic() + self.settings.silence + _GRACE
                piece = request.next_piece(min(until, patience), self._deadline)
                if piece is None:
                    return
                length += len(piece)
                # Also while pieces keep coming: a reply that never ends is none.
                if time.monotonic() > until:
                    raise LLMError("语言模型没有在限定时间内答完")
                if length > LONGEST:
                    raise LLMError(f"语言模型写了 {LONGEST} 字还没有答完")
                yield piece
        finally:
            request.cancel()


class _Request:
    """One request: `run` in a thread fills the queue that `next_piece` empties."""

    def __init__(self, settings: LLMSettings, prompt: Prompt) -> None:
        import httpx

        self._settings = settings
        self._prompt = prompt
        self._pieces: queue.Queue[str | LLMError | None] = queue.Queue(_AHEAD)
        self._cancelled = threading.Event()
        self._sockets: list[socket.socket] = []
        self._connections = httpx.Client(
            timeout=httpx.Timeout(settings.silence, connect=min(10.0, settings.silence)),
            event_hooks={"request": [self._watch]},
        )

    def run(self) -> None:
        """Make the request and queue its pieces, then None; or what went wrong."""
        import httpx
        import openai

        try:
            for piece in self._reply():
                if self._cancelled.is_set():
                    return
                self._put(piece)
            self._put(None)
        except openai.APIStatusError as error:
            self._put(LLMError(f"语言模型拒绝了请求（HTTP {error.status_code}）{_advice(error.status_code)}"))
        except (openai.APITimeoutError, httpx.TimeoutException):
            self._put(LLMError(f"语言模型 {self._settings.silence:g} 秒没有回应"))
        except (openai.APIConnectionError, httpx.HTTPError, OSError):
            self._put(LLMError(f"连不上语言模型或连接中断（{self._settings.base_url}），请检查地址和网络"))
        except (openai.OpenAIError, ValueError, TypeError, LookupError, AttributeError, RuntimeError):
            # Replies that are no JSON, or JSON of another shape, surface as these from within the client.
            self._put(LLMError("语言模型的回复不合接口格式"))

    def _put(self, piece: str | LLMError | None) -> None:
        """Queue a piece when there is room, or none any more once the reader has left."""
        while not self._cancelled.is_set():
            with contextlib.suppress(queue.Full):
                self._pieces.put(piece, timeout=_BEAT)
                return

    def next_piece(self, until: float, deadline: Deadline) -> str | None:
        """The next piece, or None at the end of the reply."""
        while True:
            deadline.check()
            left = until - time.monotonic()
            try:
                piece = self._pieces.get(timeout=min(max(left, 0.001), _BEAT))
            except queue.Empty:
                if left > _BEAT:
                    continue
                raise LLMError("语言模型没有在限定时间内答完") from None
            if isinstance(piece, LLMError):
                raise piece
            return piece

    def cancel(self) -> None:
        """Let go of the connection, so that the endpoint stops writing what nobody reads and the thread ends."""
        self._cancelled.set()
        self._hang_up()
        self._connections.close()

    def _hang_up(self) -> None:
        # To close a socket wakes nobody who waits for words from it; to shut it down does.
        for each in self._sockets:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def _watch(self, request: Any) -> None:
        """Have httpx tell of each connection that it makes."""
        request.extensions["trace"] = self._keep

    def _keep(self, event: str, told: Mapping[str, Any]) -> None:
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._sockets.append(told["return_value"].get_extra_info("socket"))
            if self._cancelled.is_set():
                self._hang_up()

    def _reply(self) -> Iterator[str]:
        from llama_index.core.llms import ChatMessage, MessageRole
        from llama_index.llms.openai_like import OpenAILike

        model = OpenAILike(
            model=self._settings.model,
            api_base=self._settings.base_url,
            api_key=self._settings.key or "none",
            is_chat_model=True,
            temperature=0.0,
            timeout=self._settings.silence,
            max_retries=self._settings.retries,
            http_client=self._connections,
        )
        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=self._prompt.rules),
            ChatMessage(role=MessageRole.USER, content=self._prompt.material),
        ]
        for chunk in model.stream_chat(messages):
            # Empty pieces count too: a model that thinks before it writes is not silent.
            yield chunk.delta or ""


def _advice(status: int) -> str:
    if status in (401, 403):
        return "：请检查密钥"
    if status == 404:
        return "：请检查地址和模型名"
    return "：请求过多，请稍后再试" if status == 429 else ""
