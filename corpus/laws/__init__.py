"""National laws and regulations that ship with the product: what most faults that audits find are measured by.

They are public domain (Article 5 of the Copyright Law), each in the latest version that its source has; the line under the title says
which. They serve drafts alone, beside what an office adds, and can be switched off.
"""

from pathlib import Path

MARK = "国家规定·"
"""What their names as documents begin with, so that none is taken for a document of the office."""

LAWS = Path(__file__).parent
"""The folder that holds them, one file a law."""


def law_files() -> list[Path]:
    """The files, by name."""
    return sorted(LAWS.glob("*.txt"))
