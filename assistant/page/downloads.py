"""Files that are made for a visitor to download."""

import shutil
import time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

KEPT = 600
"""Seconds that a file is kept where it was made; the server takes its own copy as soon as it offers one."""


def fresh_folder() -> Path:
    """An empty folder to make files in; older ones are deleted, and all of them when the page stops."""
    home = Path(_home().name)
    for folder in home.iterdir():
        if time.time() - folder.stat().st_mtime > KEPT:
            shutil.rmtree(folder, ignore_errors=True)
    return Path(mkdtemp(dir=home))


@cache
def _home() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="assistant-")
