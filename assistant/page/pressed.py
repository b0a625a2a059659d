"""What a press brought from the browser, read as what it has to be: anybody can send anything in its place."""

import re
from typing import Any

import gradio as gr

from assistant.page.wording import Say

LONGEST = 20_000
"""Characters of one value: a whole problem to draft for fits."""

_NUMBER = re.compile(r"[0-9]{1,15}")
_HALVES = re.compile("[\ud800-\udfff]")
"""Halves of pairs of surrogates: characters of JSON and of Python, and of no file, database or answer."""


class PressedError(gr.Error):
    """A press that brought something else than its button sends; the page shows it as a notice."""

    def __init__(self, say: Say) -> None:
        told = say("这一操作的数据无效，请刷新页面后再试。")
        super().__init__(told, title=say("提示"), print_exception=False)


class Pressed:
    """The values of one press by name.

    Each raises `PressedError` where the value is missing or of another type.
    """

    def __init__(self, event: gr.EventData, say: Say) -> None:
        """Read what `event` brought; `say` words what is wrong with it."""
        self._values = event._data if isinstance(event._data, dict) else {}
        self._say = say

    def text(self, name: str, default: str | None = None) -> str:
        """Words, which can be kept and shown; the default where there are none."""
        found = self._values.get(name, default)
        if not isinstance(found, str) or len(found) > LONGEST or _HALVES.search(found):
            raise PressedError(self._say)
        return found

    def number(self, name: str) -> int:
        """A number from 0 on, as an attribute of a button holds it."""
        found = self._values.get(name)
        written = str(found) if type(found) is int and abs(found) < 10**15 else found
        if not isinstance(written, str) or not _NUMBER.fullmatch(written):
            raise PressedError(self._say)
        return int(written)

    def flag(self, name: str) -> bool:
        """Yes or no: a box, or an attribute that is 1 or 0."""
        found: Any = self._values.get(name)
        if isinstance(found, bool):
            return found
        if found in ("0", "1"):
            return bool(found == "1")
        raise PressedError(self._say)


def typed(text: str) -> str:
    """What stands in a field, such that it can be kept and shown."""
    return _HALVES.sub("\ufffd", text)
