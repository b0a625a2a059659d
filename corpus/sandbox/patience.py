"""When a worker is given up: by the work that it did, not by the clock, for on a busy machine an honest file waits long."""

import contextlib
import os
import signal
import time
from collections.abc import Iterator

import psutil

WORK = 55.0
"""Seconds of processor time without a page done after which a file is given up."""

STILL = 120.0
"""Seconds on the clock within which a worker must do some work: one that waits for nothing would wait for ever."""

_SOME = 0.5
"""Seconds of processor time that count as some work: what runs at all gets twenty times that beside forty others."""


class Patience:
    """How long a process, with all that it started, is still waited for."""

    def __init__(self, process: int, work: float = WORK, still: float = STILL) -> None:
        """Wait for the process with this number; the count begins with the first look."""
        self._process = process
        self._work, self._still = work, still
        self._began: float | None = None
        self._seen = self._since = 0.0

    def renew(self) -> None:
        """Begin anew with the next look: something was done."""
        self._began = None

    def ends(self) -> str | None:
        """Why there is no sense in waiting any longer; None while there is."""
        used, now = _used(self._process), time.monotonic()
        if self._began is None:
            self._began = self._seen = used
            self._since = now
            return None
        if used - self._began >= self._work:
            return f"用了 {self._work:.0f} 秒处理器时间仍没有进展"
        if used - self._seen >= _SOME:
            self._seen, self._since = used, now
        return f"{self._still:.0f} 秒没有任何动静" if now - self._since >= self._still else None


def kill(process: int) -> None:
    """Kill a process that leads a group of its own, with all that it started."""
    for each in reversed(list(_family(process))):
        with contextlib.suppress(psutil.Error):  # it has just ended
            each.kill()
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):  # nothing is left of the group
            os.killpg(process, signal.SIGKILL)  # what was started by what has ended since


def _used(process: int) -> float:
    """Seconds of processor time that a process and all that it started have used."""
    used = 0.0
    for each in _family(process):
        with contextlib.suppress(psutil.Error):  # it has just ended
            times = each.cpu_times()
            used += times.user + times.system + times.children_user + times.children_system
    return used


def _family(process: int) -> Iterator[psutil.Process]:
    """The process and what it started, as far as they are still there."""
    with contextlib.suppress(psutil.Error):  # it has just ended
        parent = psutil.Process(process)
        yield parent
        yield from parent.children(recursive=True)
