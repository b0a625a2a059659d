"""Settings: options before environment, an LLM only where its options are declared, and what is refused."""

import argparse
from pathlib import Path

import pytest

from assistant.config import LLMSettings, Settings, add_llm_options
from assistant.errors import InputError

ENVIRONMENT = {
    "ASSISTANT_LLM_BASE_URL": "http://127.0.0.1:8000/v1/",
    "ASSISTANT_LLM_MODEL": "qwen",
    "ASSISTANT_LLM_API_KEY": "sk-1",
}


def options(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_llm_options(parser)
    return parser.parse_args(arguments)


def test_options_come_before_the_environment() -> None:
    assert Settings.read("d", ENVIRONMENT, options()) == Settings(
        Path("d"), None, LLMSettings("http://127.0.0.1:8000/v1", "qwen", "sk-1"), laws=True
    )
    given = options("--llm-base-url", "https://a.cn/v1", "--llm-model", "b", "--llm-api-key", "c")
    assert Settings.read("d", ENVIRONMENT, given).llm == LLMSettings("https://a.cn/v1", "b", "c")


def test_none_turns_it_off() -> None:
    assert Settings.read("d", ENVIRONMENT, options("--llm", "none")).llm is None
    assert Settings.read("d", {}, options()).llm is None


def test_a_command_without_the_options_uses_none_and_minds_no_wrong_setting() -> None:
    assert Settings.read("d", {"ASSISTANT_LLM_BASE_URL": "nonsense"}, argparse.Namespace(data="d")).llm is None
    assert Settings.read("d", ENVIRONMENT).llm is None


def test_data_and_model_from_the_environment() -> None:
    assert Settings.read(None, {}) == Settings(Path("data"), laws=True)
    given = {"ASSISTANT_DATA": "x", "ASSISTANT_MODEL": "m", "ASSISTANT_RERANKER": "r", "ASSISTANT_ADAPT": "off"}
    given |= {"ASSISTANT_READER": "off", "ASSISTANT_LAWS": "off"}
    assert Settings.read(None, given) == Settings(Path("x"), "m", reranker="r", adapts=False, reads=False)


def test_a_switch_is_on_or_off() -> None:
    assert Settings.read(None, {"ASSISTANT_ADAPT": "on"}).adapts is True
    with pytest.raises(InputError, match="ASSISTANT_ADAPT 的值 no 不认识：应为 on（开，默认）或 off（关）"):
        Settings.read(None, {"ASSISTANT_ADAPT": "no"})


def test_how_long_an_answer_may_take() -> None:
    assert Settings.read("d", {}).ask_seconds == 60.0
    assert Settings.read("d", {"ASSISTANT_ASK_SECONDS": "2.5"}).ask_seconds == 2.5
    for wrong in ("0", "-1", "3601", "nan", "inf", "一分钟"):
        with pytest.raises(InputError, match=f"ASSISTANT_ASK_SECONDS 的值 {wrong} 不能用：应为 1 到 3600 之间的秒数"):
            Settings.read("d", {"ASSISTANT_ASK_SECONDS": wrong})


def test_the_key_is_not_printed() -> None:
    assert "sk-1" not in repr(Settings.read("d", ENVIRONMENT, options()))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--llm-base-url", "localhost:8000", "--llm-model", "m"), "语言模型地址 localhost:8000 不是网址，应形如"),
        (("--llm-base-url", "file:///etc/passwd", "--llm-model", "m"), "语言模型地址 file:///etc/passwd 不是网址"),
        (("--llm-base-url", "http://a/v1"), "设置了语言模型地址 http://a/v1，却没有模型名：请设置 ASSISTANT_LLM_MODEL"),
        (("--llm-model", "m"), "给出了模型名 m，却没有语言模型地址：请设置 ASSISTANT_LLM_BASE_URL"),
        (
            ("--llm-base-url", "http://a/v1", "--llm-model", "m", "--llm-api-key", "密钥"),
            "语言模型密钥含有不能发送的字符",
        ),
    ],
)
def test_what_cannot_be_used(arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(InputError) as error:
        Settings.read("d", {}, options(*arguments))
    assert str(error.value).startswith(message)
