"""Many people at once: twenty ask over the network as the page does, while fifty files are added."""

import os
import statistics
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from gradio_client import Client

from assistant import Assistant, Settings

# gradio_client 2 warns of its own use of httpx and of event loops that it leaves open.
pytestmark = [pytest.mark.benchmark, pytest.mark.filterwarnings("ignore")]

ASKERS, ROUNDS, FILES = 20, 5, 50
QUESTIONS = (
    "聘用人员的人身意外伤害保险费每人每年不超过多少元？",
    "衔接资金分解下达超过规定时限怎么整改？",
    "清岚县村级小型工程项目由谁组织验收？",
    "风险补偿金的年度代偿上限是多少？",
    "农村供水专项审计调查发现了哪些问题？",
)


@pytest.fixture
def busy(tmp_path: Path, serve: Callable[..., str]) -> str:
    data = tmp_path / "data"
    documents = Path(__file__).parents[2] / "corpus" / "documents"
    Assistant(Settings(data)).add(sorted(path for path in documents.iterdir() if path.suffix != ".pdf"))
    return serve(data)


def test_twenty_askers_wait_less_than_two_seconds_even_while_files_are_added(busy: str, tmp_path: Path) -> None:
    askers = [Client(busy, verbose=False) for _ in range(ASKERS)]
    ask(askers[0], QUESTIONS[0])  # the first question of a server loads its dictionary
    calm = in_parallel(askers)
    adding = threading.Thread(target=add_files, args=(busy, tmp_path))
    adding.start()
    time.sleep(0.5)
    loaded = in_parallel(askers)
    still_adding = adding.is_alive()
    adding.join()
    for asker in askers:
        asker.close()
    for name, seconds in (("calm", calm), ("while adding", loaded)):
        print(f"\n{name}: n={len(seconds)} median={statistics.median(seconds):.3f}s p95={p95(seconds):.3f}s")
    print(f"still adding when the last answer came: {still_adding}")
    # Two seconds of a machine that is ours: where others use it too, their share of it is not counted.
    allowed = 2 * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    assert (p95(calm) < allowed, p95(loaded) < allowed) == (True, True)


def in_parallel(askers: list[Client]) -> list[float]:
    """Seconds of every answer, all askers asking at the same time."""
    seconds: list[float] = []

    def asking(client: Client, first: int) -> None:
        for round_ in range(ROUNDS):
            seconds.append(ask(client, QUESTIONS[(first + round_) % len(QUESTIONS)]))

    threads = [threading.Thread(target=asking, args=pair) for pair in zip(askers, range(ASKERS), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seconds) == ASKERS * ROUNDS
    return seconds


def ask(client: Client, question: str) -> float:
    """Seconds until the whole answer is there."""
    began = time.perf_counter()
    shown = client.predict(question, [], [], [], [], api_name="/_ask")
    assert shown is not None
    return time.perf_counter() - began


def add_files(address: str, folder: Path) -> None:
    """Send fifty documents and have them added, as the library page does."""
    batch = uuid.uuid4().hex
    for number in range(FILES):
        text = "".join(f"第{n}条 {number}号项目第{n}期由乡镇组织实施，投资{n}万元。\n\n" for n in range(1, 80))
        name = f"办法{number}.txt"
        httpx.post(
            f"{address}/upload",
            params={"batch": batch, "name": name},
            content=f"试点县{number}号项目管理办法\n\n{text}".encode(),
            headers={"X-Upload": "1"},
        ).raise_for_status()
    Assistant(Settings(Path(folder / "data"))).add(sorted((folder / "data" / "uploads" / batch).iterdir()))


def p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]
