"""What is known of the problem at hand, and what stands for what is not."""

import re
from dataclasses import dataclass

BLANK = "＿＿"
"""Stands for what only the user knows."""


@dataclass(frozen=True)
class Case:
    """What is known of the problem at hand: the only facts that may stand in a draft."""

    issue: str
    unit: str | None
    deadline: str | None

    @property
    def known(self) -> str:
        """All that was given, in one text."""
        return f"{self.issue} {self.unit or ''} {self.deadline or ''}"


def blanks(text: str) -> list[str]:
    """What surrounds each blank of a text, to ask the user by."""
    return [text[max(0, m.start() - 10) : m.end() + 8] for m in re.finditer(BLANK, text)]
