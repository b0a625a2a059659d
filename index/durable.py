"""Files that are whole or not there, whatever happens: written aside, brought to the disk, and moved into place."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

ASIDE = "."
"""What the name of a file or folder begins with while it is being written; nothing else here begins so."""


def replace(path: Path, write: Callable[[Path], object]) -> None:
    """Have `write` write a file aside, and put it at `path` in one step that a power cut does not undo.

    The order matters (Pillai et al. 2014, "All File Systems Are Not Created Equal"): a name that reaches the disk before
    its content would be an empty file after a power cut.
    """
    aside = path.with_name(f"{ASIDE}{path.name}.{os.getpid()}")
    try:
        write(aside)
        sync(aside)
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    sync(path.parent)


def place_folder(aside: Path, folder: Path) -> None:
    """Put a folder that was written aside at its place, with all that is in it on the disk."""
    for path in sorted(aside.rglob("*")):
        sync(path)
    sync(aside)
    aside.rename(folder)
    sync(folder.parent)


def sync(path: Path) -> None:
    """Wait until a file, or what a folder lists, is on the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows opens no folders, and needs this of none
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def clear_aside(folder: Path) -> None:
    """Delete what was being written in `folder` by those who never finished. Only who holds the lock may."""
    for path in folder.glob(f"{ASIDE}*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def is_disk_full(error: OSError) -> bool:
    """Whether there was no room to write: on the disk, or in what the user is allowed of it."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)
