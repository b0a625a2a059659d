"""The doors of the page, tried over real sockets: hosts, origins, addresses, sizes, rates, slow and silent connections."""

import itertools
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import NOTICE, PLAN

from assistant import Assistant, Settings
from assistant.page.connection import PATIENCE
from assistant.page.doors import BODY, Buckets

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory over two small documents."""
    folder = tmp_path_factory.mktemp("doors")
    (folder / "办法.txt").write_text(NOTICE, encoding="utf-8")
    (folder / "方案.txt").write_text(PLAN, encoding="utf-8")
    Assistant(Settings(folder / "data")).add([folder / "办法.txt", folder / "方案.txt"])
    return folder / "data"


@pytest.fixture(scope="module")
def served(data: Path) -> Iterator[str]:
    """Address of the page, served as a user does."""
    command = [sys.executable, "-m", "assistant", "serve", "--data", str(data), "--port", "0"]
    environment = {**os.environ, "ASSISTANT_HOSTS": "page.example"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().split("：", 1)[1].split("（")[0]
        server.terminate()


def event(served: str, name: str, data: dict[str, Any], **headers: str) -> httpx.Response:
    body = {"data": [""], "event_data": data, "session_hash": "x"}
    return httpx.post(f"{served}/gradio_api/run/{name}", json=body, headers=headers)


def test_no_visitor_reads_deletes_or_writes_files_of_the_server(served: str, data: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    before = sorted(data.rglob("*"))
    for name in (str(secret), "../../secret.txt", "../lexicon.tsv", "办法.txt"):
        for action in ("_restore", "_remove"):
            assert event(served, action, {"name": name, "id": name}).status_code == 404
        assert httpx.get(f"{served}/file", params={"name": name}).status_code == (200 if name == "办法.txt" else 404)
    assert secret.read_text(encoding="utf-8") == "secret"
    assert sorted(data.rglob("*")) == before


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "evil.example:7860", "[::2]"])
def test_another_host_is_not_answered(served: str, host: str) -> None:
    answer = httpx.get(f"{served}/", headers={"Host": host})
    assert (answer.status_code, answer.text[:4]) == (421, "本页面不")


@pytest.mark.parametrize("host", ["localhost", "page.example", "PAGE.example:80", "[::1]:7860"])
def test_hosts_that_are_ours_are_answered(served: str, host: str) -> None:
    assert httpx.get(f"{served}/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_foreign_site_gets_nothing(served: str, headers: dict[str, str]) -> None:
    for answer in (
        httpx.get(f"{served}/config", headers=headers),
        httpx.post(f"{served}/gradio_api/queue/join", json={}, headers=headers),
        httpx.options(f"{served}/gradio_api/queue/join", headers=headers),
    ):
        assert (answer.status_code, answer.text) == (403, "不接受来自其他网站的请求")
        assert [name for name in answer.headers if name.startswith("access-control")] == []


def test_a_link_from_elsewhere_may_be_followed(served: str) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Accept": "text/html"}
    assert httpx.get(f"{served}/", headers=headers).status_code == 200


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "path",
    [
        *("openapi.json", "docs", "monitoring", "gradio_api/info", "gradio_api/openapi.json", "gradio_api/upload"),
        *("gradio_api/proxy=http://127.0.0.1/", "gradio_api/run/_add", "gradio_api/call/_add", "gradio_api/api/_add"),
        *("gradio_api/token", "gradio_api/app_id", "gradio_api/vibe-code/", "gradio_api/component_server", "login"),
    ],
)
def test_what_the_page_does_not_need_is_closed(served: str, prefix: str, path: str) -> None:
    assert httpx.get(f"{served}{prefix}/{path}").status_code == 404
    assert httpx.post(f"{served}{prefix}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["/etc/passwd", "../../../../etc/passwd", "%2Fetc%2Fpasswd"])
def test_no_file_of_the_server_is_given_out(served: str, path: str, data: Path) -> None:
    for file in (path, str(data / "state.db"), str(data / "documents" / "catalogue.json")):
        assert httpx.get(f"{served}/gradio_api/file={file}").status_code in (403, 404)


def test_every_answer_tells_the_browser_to_be_careful(served: str) -> None:
    for path in ("/", "/config", "/nowhere", "/file?name=办法.txt"):
        headers = httpx.get(f"{served}{path}").headers
        assert headers["x-frame-options"] == "SAMEORIGIN"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"].startswith("default-src 'self'; ")


def test_a_cookie_is_secure_behind_tls(served: str) -> None:
    told = [
        httpx.get(served, headers={"Accept": "text/html", "X-Forwarded-Proto": scheme}).headers["set-cookie"]
        for scheme in ("http", "https")
    ]
    assert ["Secure" in cookie for cookie in told] == [False, True]
    assert all("HttpOnly; SameSite=Lax" in cookie for cookie in told)


def test_a_request_that_is_too_long_is_refused_before_it_is_read(served: str) -> None:
    answer = httpx.post(f"{served}/gradio_api/queue/join", content=b"x" * (BODY + 1))
    assert (answer.status_code, answer.text[:12]) == (413, "请求超过 1024 KB")

    with socket.create_connection(("127.0.0.1", int(served.rpartition(":")[2])), timeout=30) as sender:
        sender.sendall(b"POST /gradio_api/queue/join HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
        with pytest.raises(OSError):
            for _ in range(10_000):
                sender.sendall(b"10000\r\n" + b" " * 65536 + b"\r\n")


def test_a_flood_of_events_is_told_to_wait(served: str) -> None:
    with httpx.Client(headers={"Cookie": "reader=flood"}) as client:
        codes = (client.post(f"{served}/gradio_api/queue/join", json={}).status_code for _ in range(2000))
        # A slow machine may have earned a few more by then: how many is for the buckets' own test.
        told = list(itertools.takewhile(lambda code: code != 429, codes))
    assert set(told) == {422}
    assert len(told) < 2000


def test_buckets_fill_again() -> None:
    buckets = Buckets(2, 1000.0)
    assert [buckets.take("one"), buckets.take("one")] == [True, True]
    time.sleep(0.01)
    assert buckets.take("one")


def test_a_connection_whose_request_never_comes_is_dropped(served: str) -> None:
    slow = [socket.create_connection(("127.0.0.1", int(served.rpartition(":")[2]))) for _ in range(2)]
    slow[1].sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
    for each in slow:
        each.settimeout(PATIENCE + 15)
        assert each.recv(1) == b""
        each.close()
