"""Nothing reaches another host: not the import, not the index, not an answer."""

import os
import subprocess
import sys
from pathlib import Path

GUARD = """
import socket
def refuse(self, address, *rest):
    if self.family in (socket.AF_INET, socket.AF_INET6):
        raise AssertionError(f"tried to connect to {address}")
    return connect(self, address, *rest)
connect = socket.socket.connect
socket.socket.connect = refuse
socket.getaddrinfo = lambda host, *rest, **options: (_ for _ in ()).throw(AssertionError(f"looked up {host}"))
import sys
from assistant.cli import main
sys.exit(main(sys.argv[1:]))
"""


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HF_HUB_OFFLINE": "0"}
    command = [sys.executable, "-c", GUARD, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_adding_and_asking_open_no_connection(tmp_path: Path, documents: Path) -> None:
    added = run("add", "--data", tmp_path / "data", documents)
    assert (added.returncode, added.stderr) == (0, "")
    asked = run("ask", "--data", tmp_path / "data", "青山县村级资金由谁统一核算？")
    assert (asked.returncode, asked.stderr) == (0, "")
    assert asked.stdout.splitlines()[0] == "村级资金实行村账乡代理，由乡镇农经站统一核算。[1]"
