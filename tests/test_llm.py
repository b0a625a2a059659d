"""The client of a language model, against a real server on loopback: streams, refusals, stalls, disconnects, nonsense."""

import subprocess
import sys
import threading
import time

import pytest
from chat_server import (
    Exchange,
    Reply,
    breaks_off,
    chat_server,
    fails,
    goes_on,
    listens,
    listens_before_it_begins,
    never_begins,
    says,
    sends,
    stalls,
)

from assistant.config import LLMSettings
from assistant.deadline import Deadline
from assistant.errors import LLMError, StoppedError
from assistant.llm import LanguageModel, Prompt

PROMPT = Prompt("规则", "材料")


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    """The client is loaded once, before clocks run that are shorter than loading it."""
    with chat_server(says("好")) as (url, _):
        LanguageModel(LLMSettings(url, "test")).complete(PROMPT)


def model(url: str, **changed: float) -> LanguageModel:
    settings = {"timeout": 3.0, "silence": 0.5, "retries": 0, **changed}
    return LanguageModel(LLMSettings(url, "test", "secret", **settings))  # type: ignore[arg-type]


def test_a_reply_is_streamed_and_asked_for_as_the_protocol_says() -> None:
    with chat_server(says("村级资金不得用于公务接待。[1]", size=4)) as (url, script):
        pieces = [piece for piece in model(url).stream(PROMPT) if piece]
    assert "".join(pieces) == "村级资金不得用于公务接待。[1]"
    assert pieces == ["村级资金", "不得用于", "公务接待", "。[1]"]
    request = script.requests[0]
    assert (request["path"], request["model"], request["stream"]) == ("/v1/chat/completions", "test", True)
    assert [(message["role"], message["content"]) for message in request["messages"]] == [
        ("system", "规则"),
        ("user", "材料"),
    ]
    assert script.keys == ["Bearer secret"]


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (fails(401), "语言模型拒绝了请求（HTTP 401）：请检查密钥"),
        (fails(404), "语言模型拒绝了请求（HTTP 404）：请检查地址和模型名"),
        (fails(429), "语言模型拒绝了请求（HTTP 429）：请求过多，请稍后再试"),
        (fails(500), "语言模型拒绝了请求（HTTP 500）"),
        (never_begins, "语言模型 0.5 秒没有回应"),
        (stalls("村级资金"), "语言模型 0.5 秒没有回应"),
        (breaks_off("村级资金"), "连不上语言模型或连接中断（URL），请检查地址和网络"),
        (sends("data: {broken\n\n"), "语言模型的回复不合接口格式"),
        (sends('data: {"choices": "none"}\n\n'), "语言模型的回复不合接口格式"),
        (sends('data: {"choices": [{"delta": "x"}]}\n\n'), "语言模型的回复不合接口格式"),
        (sends("data: [1, 2]\n\n"), "语言模型的回复不合接口格式"),
        (sends('data: {"error": {"message": "overloaded"}}\n\n'), "语言模型的回复不合接口格式"),
    ],
)
def test_what_goes_wrong_is_one_sentence(reply: Reply, message: str) -> None:
    began = time.monotonic()
    with chat_server(reply) as (url, _), pytest.raises(LLMError) as error:
        model(url).complete(PROMPT)
    assert str(error.value).replace(url, "URL") == message
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("body", ["<html>登录</html>", "", '{"choices": []}', "data: [DONE]\n\n"])
def test_a_reply_without_words_is_empty(body: str) -> None:
    with chat_server(sends(body)) as (url, _):
        assert model(url).complete(PROMPT) == ""


def test_signs_of_life_without_words_do_not_keep_the_reader_waiting() -> None:
    began = time.monotonic()
    with chat_server(stalls("村级", signs=True)) as (url, _), pytest.raises(LLMError, match="没有在限定时间内答完"):
        model(url).complete(PROMPT)
    assert time.monotonic() - began < 2


def test_a_reply_without_end_is_cut_at_the_time_out() -> None:
    with chat_server(goes_on("啊")) as (url, script), pytest.raises(LLMError, match="没有在限定时间内答完"):
        model(url, timeout=0.5).complete(PROMPT)
        assert script.left.wait(3)


def test_a_reply_that_grows_without_end_is_cut_at_its_length() -> None:
    with (
        chat_server(says("好" * 200_000, size=500)) as (url, _),
        pytest.raises(LLMError, match="语言模型写了 20000 字还没有答完"),
    ):
        model(url, timeout=60.0).complete(PROMPT)


def test_a_model_that_writes_faster_than_it_is_read_has_to_wait() -> None:
    written: list[int] = []

    def pours(exchange: Exchange) -> None:
        exchange.begin()
        while not exchange.script.stop.is_set():
            exchange.words("村" * 5000)
            written.append(1)

    with chat_server(pours) as (url, script):
        reply = model(url, timeout=60).stream(PROMPT)
        next(piece for piece in reply if piece)
        counts = [-1, 0]
        while counts[-1] != counts[-2]:  # what lies between the two fills up
            assert len(counts) < 20
            time.sleep(1)
            counts.append(len(written))
        reply.close()  # type: ignore[attr-defined]
        assert script.left.wait(3)
        assert_no_thread_is_left()


def test_leaving_the_iterator_cancels_the_request() -> None:
    with chat_server(goes_on("村级资金。")) as (url, script):
        reply = model(url).stream(PROMPT)
        assert next(piece for piece in reply if piece) == "村级资金。"
        reply.close()  # type: ignore[attr-defined]
        assert script.left.wait(3)


def test_leaving_wakes_a_thread_that_waits_for_words() -> None:
    with chat_server(listens("村级资金。")) as (url, script):
        reply = model(url, timeout=60, silence=30).stream(PROMPT)
        assert next(piece for piece in reply if piece) == "村级资金。"
        reply.close()  # type: ignore[attr-defined]
        assert script.left.wait(3)
        assert_no_thread_is_left()


@pytest.mark.parametrize("reply", [listens("村级资金。"), listens_before_it_begins])
def test_who_is_stopped_while_waiting_leaves_at_once(reply: Reply) -> None:
    deadline = Deadline()
    with chat_server(reply) as (url, script):
        threading.Timer(0.5, deadline.stop).start()
        began = time.monotonic()
        with pytest.raises(StoppedError):
            model(url, timeout=60, silence=30, retries=2).until(deadline).complete(PROMPT)
        assert time.monotonic() - began < 3
        assert script.left.wait(3)
        assert_no_thread_is_left()


def assert_no_thread_is_left() -> None:
    deadline = time.monotonic() + 3
    while any(thread.name == "llm" for thread in threading.enumerate()):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_passing_failure_is_tried_again() -> None:
    with chat_server(fails(500), fails(429, Retry_After="0"), says("好。[1]")) as (url, script):
        assert model(url, retries=2, timeout=20, silence=10).complete(PROMPT) == "好。[1]"
    assert len(script.requests) == 3


def test_a_server_that_asks_to_wait_a_minute_is_not_waited_for() -> None:
    began = time.monotonic()
    with chat_server(fails(429, Retry_After="60")) as (url, _), pytest.raises(LLMError):
        model(url, retries=2).complete(PROMPT)
    assert time.monotonic() - began < 2


def test_nobody_there() -> None:
    with pytest.raises(LLMError, match=r"连不上语言模型或连接中断（http://127\.0\.0\.1:1/v1）"):
        model("http://127.0.0.1:1/v1").complete(PROMPT)


def test_the_client_is_imported_only_when_a_model_is_asked() -> None:
    code = "import sys, assistant.llm, assistant.cli; print([m for m in ('openai', 'llama_index.llms.openai') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
