"""The real app over the sample corpus, and a real Chromium that looks at it.

Every page that a test opens is watched: a request to another host or an error in its script fails the test.
"""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from assistant import Assistant, Settings

# What a plain install lacks, a test may lack too: the rest of the tests must run without a browser.
playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is missing: pip install '.[test]'")

ROOT = Path(__file__).parents[2]
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

Open = Callable[..., "playwright.Page"]


@pytest.fixture(scope="session")
def chromium() -> Iterator["playwright.Browser"]:
    """The system's Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium: apt-get install chromium (or set CHROMIUM to its path)")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., str]]:
    """Serves a data directory as a user does, and gives the address: `serve(data, **environment)`."""
    running: list[subprocess.Popen[str]] = []

    def served(data: Path, **environment: str) -> str:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "assistant", "serve", "--data", str(data), "--port", str(port)]
        running.append(
            server := subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True
            )
        )
        assert server.stdout is not None
        assert server.stdout.readline() == f"页面已打开：http://127.0.0.1:{port}（按 Ctrl+C 停止）\n"
        return f"http://127.0.0.1:{port}"

    yield served
    for server in running:
        server.terminate()
        server.communicate(timeout=30)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., str]) -> str:
    """Address of the app over the sample corpus; tests leave its documents as they are."""
    data = tmp_path_factory.mktemp("sample") / "data"
    Assistant(Settings(data)).add([ROOT / "corpus" / "documents"])
    return serve(data)


@pytest.fixture
def visit(chromium: "playwright.Browser") -> Iterator[Open]:
    """Opens an address as a new reader: `visit(address, **options of the browser context)`."""
    contexts: list[playwright.BrowserContext] = []
    requested: set[str] = set()
    served: set[str] = set()
    errors: list[str] = []

    def opened(address: str, **options: object) -> playwright.Page:
        context = chromium.new_context(**{"locale": "zh-CN", "viewport": {"width": 1440, "height": 900}, **options})
        context.set_default_timeout(20_000)
        contexts.append(context)
        served.add(urlsplit(address).netloc)
        context.on("request", lambda request: requested.add(urlsplit(request.url).netloc))
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        page.wait_for_selector("#transcript :is(.welcome, .turn, .notice)")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert (requested - served - {""}, errors) == (set(), [])
