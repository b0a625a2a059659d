"""How many questions of one visitor are answered at once, so that nobody takes the places of all others."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 3
"""Questions of one visitor that are answered at once: as many as a person follows, far below what the page answers at once."""


class Turnstile:
    """Lets each visitor in so many times at once. Safe to share between threads."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        """Let each visitor in `at_once` times."""
        self.at_once = at_once
        self._inside: Counter[str] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def entered(self, visitor: str) -> Iterator[bool]:
        """Whether the visitor may come in; who may is inside until the block ends."""
        with self._lock:
            may = self._inside[visitor] < self.at_once
            self._inside[visitor] += may
        try:
            yield may
        finally:
            with self._lock:
                self._inside[visitor] -= may
                if not self._inside[visitor]:
                    del self._inside[visitor]
