"""Every event of the page, in both languages, sent what no button sends: the answer is a notice or nothing, never a traceback."""

import asyncio
import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from conftest import NOTICE, PLAN

from assistant import Assistant, Settings
from assistant.page.wording import ENGLISH

ROOT = Path(__file__).parents[1]
QUESTION = "青山县村级资金能不能用于公务接待？"
INVALID = "这一操作的数据无效，请刷新页面后再试。"

SERVE = """
import sys
from assistant.page import doors
doors.PER_VISITOR = doors.PER_ADDRESS = (1_000_000, 1.0)
from assistant.cli import main
sys.exit(main(["serve", "--data", sys.argv[1], "--port", "0"]))
"""
"""The page as a user serves it, but for its limit of events a second."""

NAMES = (
    *("turn", "number", "useful", "reason", "text", "text-1", "chat", "title", "id", "checked", "batch", "name", "how"),
    *("document", "clause", "points"),
)
"""All that the page's buttons send."""

VALUES: tuple[Any, ...] = (
    *(None, "", "-1", -1, 10**30, "9" * 5000, 1.5, "1e3", "٣", True, [], [[["x"]]], {"a": {"b": []}}),
    *("\ud800", "\x00", "x" * 21_000, "../../etc/passwd"),
)
"""What is sent in place of each."""

TYPED: tuple[Any, ...] = ("甲\ud800", [["x"]], 10**30)
"""What is sent in place of what stands in a field."""

PAYLOADS: tuple[Any, ...] = (
    *(None, [], [["turn", 1]], "turn", 7, True, {}),
    *(dict.fromkeys(NAMES, value) for value in VALUES),
    *({**dict.fromkeys(NAMES, "1"), "number": value} for value in VALUES),
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Address of the page over two small documents, and the file of what its server says."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "办法.txt").write_text(NOTICE, encoding="utf-8")
    (folder / "方案.txt").write_text(PLAN, encoding="utf-8")
    Assistant(Settings(folder / "data")).add([folder / "办法.txt", folder / "方案.txt"])
    log, command = folder / "log.txt", [sys.executable, "-c", SERVE, str(folder / "data")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (
        log.open("w", encoding="utf-8") as said,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=said, text=True) as server,
    ):
        assert server.stdout is not None
        yield server.stdout.readline().split("：", 1)[1].split("（")[0], log
        server.terminate()


@dataclass(frozen=True)
class Tab:
    """A tab of the page, as its script speaks to the server."""

    client: httpx.AsyncClient
    path: str
    config: dict[str, Any]
    session: str

    def inputs(self, function: dict[str, Any], typed: Any = "") -> list[Any]:
        """What the parts of the page hold that an event sends along; `typed` in all fields."""
        parts = {part["id"]: part for part in self.config["components"]}
        return [
            ([] if parts[each]["props"].get("multiselect") else None)
            if parts[each]["type"] == "dropdown"
            else typed
            if parts[each]["type"] == "textbox"
            else parts[each]["props"].get("value")
            for each in function["inputs"]
        ]

    async def send(self, function: dict[str, Any], data: Sequence[Any], event: Any) -> dict[str, Any]:
        """The last message of an event."""
        body = {"data": data, "event_data": event, "fn_index": function["id"], "session_hash": self.session}
        headers = {"Cookie": "reader=hostile", "Content-Type": "application/json"}
        joined = await self.client.post(f"{self.path}/gradio_api/queue/join", content=json.dumps(body), headers=headers)
        joined.raise_for_status()
        told = {"session_hash": self.session}
        last: dict[str, Any] = {}
        async with self.client.stream("GET", f"{self.path}/gradio_api/queue/data", params=told) as stream:
            async for line in stream.aiter_lines():
                if line.startswith("data:"):
                    message: dict[str, Any] = json.loads(line.removeprefix("data:"))
                    last = message if message["msg"] == "process_completed" else last
        return last

    def named(self, name: str) -> dict[str, Any]:
        """The function that the page calls so."""
        return next(each for each in self.config["dependencies"] if each["api_name"] == name)


async def tabs(address: str, path: str, client: httpx.AsyncClient) -> list[tuple[Tab, dict[str, Any]]]:
    """A tab for each event of the page that goes to the server."""
    config = (await client.get(f"{path}/config")).json()
    functions = [each for each in config["dependencies"] if each["backend_fn"]]
    assert len(functions) > 30
    return [(Tab(client, path, config, uuid.uuid4().hex[:11]), each) for each in functions]


async def hostile(tab: Tab, function: dict[str, Any], payloads: Sequence[Any]) -> list[tuple[str, str, Any]]:
    """What each of the payloads was answered with, brought by an event to a conversation and a draft: name, notice, payload."""
    if function["collects_event_data"]:
        ask, begin = tab.named("_ask"), tab.named("_begin")
        assert (await tab.send(ask, [QUESTION, *tab.inputs(ask)[1:]], None))["success"]
        assert (await tab.send(begin, ["道路项目进度滞后", "", ""], None))["success"]
    answers = []
    fields = [(tab.inputs(function, typed), dict.fromkeys(NAMES, "1")) for typed in TYPED]
    for data, payload in [*((tab.inputs(function), payload) for payload in payloads), *fields]:
        last = await tab.send(function, data, payload)
        error = (last.get("output") or {}).get("error")
        answers.append((function["api_name"], "" if last.get("success") else str(error), payload))
    return answers


async def all_events(address: str) -> list[tuple[str, str, Any]]:
    """What all events of the page answered."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=address, timeout=60, limits=limits) as client:
        every = [*await tabs(address, "", client), *await tabs(address, "/en", client)]
        room = asyncio.Semaphore(8)

        async def one(tab: Tab, function: dict[str, Any]) -> list[tuple[str, str, Any]]:
            # What reads nothing of an event need not be tried with all, nor the same handler in two languages.
            reads = function["collects_event_data"] and not tab.path
            async with room:
                return await hostile(tab, function, PAYLOADS if reads else PAYLOADS[:: len(PAYLOADS) // 4])

        return [each for found in await asyncio.gather(*(one(*each) for each in every)) for each in found]


def test_no_event_is_more_than_refused(served: tuple[str, Path]) -> None:
    address, log = served
    answers = asyncio.run(all_events(address))
    notices = {"", INVALID, ENGLISH[INVALID]}
    assert [answer for answer in answers if answer[1] not in notices] == []
    assert {notice for _, notice, _ in answers} == notices
    assert {name for name, notice, _ in answers if notice == INVALID} >= {"_cite", "_rate", "_use", "_accept", "_look"}
    assert log.read_text(encoding="utf-8") == ""
