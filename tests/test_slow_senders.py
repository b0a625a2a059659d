"""Bodies that trickle, over a real server and raw sockets: cut, whether the page, an upload or nobody waits for them."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import fastapi
import httpx
import pytest
import uvicorn

from assistant import Assistant
from assistant.page.connection import Connection
from assistant.page.doors import Doors, Patience
from assistant.page.files import routes
from eval.desk import Desk

BATCH = "12345678-abcd"
UPLOAD = f"/upload?batch={BATCH}&name=a.txt"


class Hasty(Connection):
    """A connection that waits for half a second where the page's waits long."""

    patience = 0.5


@pytest.fixture
def port(assistant: Assistant) -> Iterator[int]:
    """Port of a server of the page's files and uploads, which waits for a second, and anew at a kilobyte a second."""
    app = fastapi.FastAPI()
    app.include_router(routes(assistant, Desk(assistant)))
    app.post("/gradio_api/queue/join")(joined)
    doors = Doors(app, frozenset({"localhost"}), Patience(1.0, 1000.0))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(doors, http=Hasty, ws="none", lifespan="off", log_level="critical"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join()


async def joined(request: fastapi.Request) -> int:
    """As Gradio takes an event: the whole body first."""
    return len(await request.body())


def connected(port: int, path: str, length: int) -> socket.socket:
    """A connection whose request has announced a body."""
    sender = socket.create_connection(("127.0.0.1", port), timeout=10)
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nX-Upload: 1\r\nContent-Length: {length}\r\n\r\n"
    sender.sendall(head.encode())
    return sender


def trickled(sender: socket.socket, seconds: float) -> float:
    """Seconds for which the other side took a byte now and then."""
    began = time.monotonic()
    sender.settimeout(0.1)
    while time.monotonic() - began < seconds:
        try:
            sender.sendall(b"x")
            if sender.recv(10_000) == b"":
                break
        except TimeoutError:
            continue
        except OSError:
            break
    return time.monotonic() - began


def files(assistant: Assistant) -> list[Path]:
    return [path for path in (assistant.settings.data / "uploads").rglob("*") if path.is_file()]


@pytest.mark.parametrize("path", [UPLOAD, "/gradio_api/queue/join"])
def test_a_body_that_trickles_is_cut_and_leaves_nothing(port: int, assistant: Assistant, path: str) -> None:
    with connected(port, path, 100_000) as sender:
        assert 0.9 < trickled(sender, 10) < 4
    assert files(assistant) == []


def test_a_body_that_trickles_after_much_came_is_cut_as_soon(port: int) -> None:
    with connected(port, UPLOAD, 10_000_000) as sender:
        sender.sendall(b"x" * 5_000_000)
        assert 0.9 < trickled(sender, 10) < 4


def test_what_is_left_of_an_answered_request_is_not_waited_for(port: int) -> None:
    with connected(port, "/nowhere", 100_000) as sender:
        assert b"404" in sender.recv(12)
        assert 0.4 < trickled(sender, 10) < 3


def test_who_sends_slowly_and_pauses_is_waited_for(port: int, assistant: Assistant) -> None:
    with connected(port, UPLOAD, 12_000) as sender:
        for _ in range(6):
            sender.sendall(b"x" * 2000)
            time.sleep(0.5)
        assert sender.recv(12) == b"HTTP/1.1 204"
    assert sorted(path.stat().st_size for path in files(assistant))[-1] == 12_000


def test_a_connection_serves_one_request_after_another(port: int) -> None:
    with httpx.Client(base_url=f"http://localhost:{port}") as client:
        for _ in range(3):
            assert client.post("/gradio_api/queue/join", content=b"x" * 70_000).text == "70000"
            assert client.get("/nowhere").status_code == 404
