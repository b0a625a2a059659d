"""What a worker may use: set once, by itself, before it opens the first file."""

import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from typing import Any

MEMORY = 6 * 2**30
"""Bytes of address space of a worker; recognising a page takes two thirds of it on paper and a tenth in fact."""

FILE = 2 * 2**30
"""Bytes of one file that a worker writes."""

_KEPT = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "LD_LIBRARY_PATH",
    "SYSTEMROOT",
    "WINDIR",
    "OMP_NUM_THREADS",
)
"""Variables of the environment that a worker is started with: none that may hold a key or an address of the office."""

_LOOK = 5.0
"""Seconds between two looks whether the parent is still there."""


def environment(parent: Mapping[str, str], temporary: str) -> dict[str, str]:
    """The variables that a worker is started with; its temporary files go into the folder `temporary`."""
    kept = {name: parent[name] for name in _KEPT if name in parent}
    own = {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"}
    return kept | own | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), temporary)


def confine() -> None:
    """Limit this process and what it starts: memory, size of files, no picture of its memory on the disk, no network."""
    sys.addaudithook(_refuse_network)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    try:
        import resource
    except ImportError:
        return  # Windows has no such limits; time and unpacked size are limited there as everywhere
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE, FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a file that grows too large is an error that can be told
    os.nice(5)  # who asks comes first


def _end_with(parent: int) -> None:
    """End this process and its children when the parent was killed while a file kept them busy."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    shutil.rmtree(tempfile.gettempdir(), ignore_errors=True)
    if hasattr(os, "killpg"):
        os.killpg(os.getpgid(0), signal.SIGKILL)
    os._exit(1)


def _refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    """A file has no business on the network, whatever it links to."""
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        raise PermissionError(f"reading a file must not use the network: {event}")
