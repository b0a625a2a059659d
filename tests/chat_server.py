"""A real HTTP server on loopback that speaks the OpenAI chat protocol and says what a test scripts, well or badly."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[["Exchange"], None]


@dataclass
class Script:
    """What the server says, reply by reply (the last one again and again), and what it was asked."""

    replies: list[Reply] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)
    left: threading.Event = field(default_factory=threading.Event)

    def next_reply(self) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    @property
    def material(self) -> str:
        """What the model was last given to work on."""
        return str(self.requests[-1]["messages"][-1]["content"])


class Exchange(BaseHTTPRequestHandler):
    """One request and its scripted reply."""

    protocol_version = "HTTP/1.1"
    script: Script

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.script.requests.append({**body, "path": self.path})
        self.script.keys.append(self.headers["Authorization"])
        try:
            self.script.next_reply()(self)
        except OSError:
            self.script.left.set()  # the client went away
        self.close_connection = True

    def begin(self, status: int = 200, kind: str = "text/event-stream") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        self.end_headers()

    def event(self, data: str) -> None:
        self.wfile.write(f"data: {data}\n\n".encode())
        self.wfile.flush()

    def words(self, text: str, finish: str | None = None) -> None:
        choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": finish}
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
        self.event(json.dumps(chunk, ensure_ascii=False))

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


def says(text: str, size: int = 3) -> Reply:
    """A reply streamed a few characters at a time, as models do."""

    def reply(exchange: Exchange) -> None:
        exchange.begin()
        for i in range(0, len(text), size):
            exchange.words(text[i : i + size])
        exchange.words("", "stop")
        exchange.event("[DONE]")

    return reply


def fails(status: int, **headers: str) -> Reply:
    """A refusal, as the protocol words it."""

    def reply(exchange: Exchange) -> None:
        body = json.dumps({"error": {"message": "no", "type": "error", "code": status}}).encode()
        exchange.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
            exchange.send_header(name.replace("_", "-"), value)
        exchange.end_headers()
        exchange.wfile.write(body)

    return reply


def sends(body: str, kind: str = "text/event-stream") -> Reply:
    """Bytes as they are: what a broken or foreign server sends."""

    def reply(exchange: Exchange) -> None:
        exchange.begin(kind=kind)
        exchange.wfile.write(body.encode())

    return reply


def stalls(text: str = "", signs: bool = False) -> Reply:
    """Some words and then none, with signs of life (comments of the stream) or without."""

    def reply(exchange: Exchange) -> None:
        exchange.begin()
        if text:
            exchange.words(text)
        while not exchange.script.stop.wait(0.05):
            if signs:
                exchange.wfile.write(b": ping\n\n")
                exchange.wfile.flush()

    return reply


def never_begins(exchange: Exchange) -> None:
    """Not even headers."""
    exchange.script.stop.wait(30)


def listens(text: str = "") -> Reply:
    """Some words and then none, until the client leaves."""

    def reply(exchange: Exchange) -> None:
        exchange.begin()
        if text:
            exchange.words(text)
        if exchange.rfile.read(1) == b"":
            exchange.script.left.set()

    return reply


def listens_before_it_begins(exchange: Exchange) -> None:
    """Not even headers, until the client leaves."""
    if exchange.rfile.read(1) == b"":
        exchange.script.left.set()


def goes_on(text: str) -> Reply:
    """The same words until the client leaves."""

    def reply(exchange: Exchange) -> None:
        exchange.begin()
        while not exchange.script.stop.wait(0.01):
            exchange.words(text)

    return reply


def breaks_off(text: str) -> Reply:
    """Some words and then the end of the connection, in the middle of a chunk that was announced whole."""

    def reply(exchange: Exchange) -> None:
        exchange.send_response(200)
        exchange.send_header("Content-Type", "text/event-stream")
        exchange.send_header("Content-Length", "100000")
        exchange.end_headers()
        exchange.words(text)

    return reply


@contextmanager
def chat_server(*replies: Reply) -> Iterator[tuple[str, Script]]:
    """The base URL of a server with its script."""
    script = Script(list(replies))
    handler = type("Scripted", (Exchange,), {"script": script})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", script
    finally:
        script.stop.set()
        server.shutdown()
        server.server_close()
        thread.join()
