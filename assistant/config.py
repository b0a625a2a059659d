"""Settings: options of a command over environment variables over defaults."""

import argparse
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from assistant.errors import InputError
from index import UNDO

_URL, _MODEL, _KEY = "ASSISTANT_LLM_BASE_URL", "ASSISTANT_LLM_MODEL", "ASSISTANT_LLM_API_KEY"


@dataclass(frozen=True)
class LLMSettings:
    """An endpoint that speaks the OpenAI chat protocol. `timeout` is for a whole reply, `silence` for each wait within it.

    The key is no part of how the settings are printed.
    """

    base_url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 60.0
    silence: float = 30.0
    retries: int = 2

    def __post_init__(self) -> None:
        """Refuse what no request could be made with.

        Raises:
            InputError: if the address is no web address, the model has no name, or the key cannot be sent.
        """
        address = urlsplit(self.base_url)
        if address.scheme not in ("http", "https") or not address.netloc:
            raise InputError(
                f"语言模型地址 {self.base_url} 不是网址，应形如 http://主机:端口/v1：请改正 {_URL}，或用 --llm none 关闭"
            )
        if not self.model:
            raise InputError(f"设置了语言模型地址 {self.base_url}，却没有模型名：请设置 {_MODEL}，或用 --llm none 关闭")
        if not self.key.isascii() or not self.key.isprintable():
            raise InputError(f"语言模型密钥含有不能发送的字符：请检查 {_KEY}，或用 --llm none 关闭")


@dataclass(frozen=True)
class Settings:
    """Where the data is, which embedding model searches it (None: the one that ships), and which LLM writes (None: none).

    `reranker` is a cross-encoder that puts the first clauses in order (None: none); with `reads`, the encoder that ships
    reads them; with `laws`, as commands and the page have it, drafts also rest on the national laws that ship. With `adapts`,
    the embedded model learns from the documents when they are many enough. A removal can be undone for `undo` seconds. The page answers requests for `hosts` besides its own address. An answer may take `ask_seconds`.
    """

    data: Path
    model: str | None = None
    llm: LLMSettings | None = None
    reranker: str | None = None
    adapts: bool = True
    undo: float = UNDO
    hosts: tuple[str, ...] = ()
    ask_seconds: float = 60.0
    reads: bool = True
    laws: bool = False

    @classmethod
    def read(
        cls,
        data: str | None = None,
        environment: Mapping[str, str] = os.environ,
        options: argparse.Namespace | None = None,
    ) -> "Settings":
        """Settings from the `--data` option and the environment: `ASSISTANT_DATA` and what `assistant --help` names.

        An LLM is used only by commands that declare its options, so that no other is stopped by a wrong setting of it.

        Raises:
            InputError: if a setting cannot be understood.
        """
        return cls(
            Path(data or environment.get("ASSISTANT_DATA") or "data"),
            environment.get("ASSISTANT_MODEL") or None,
            _read_llm(options, environment) if hasattr(options, "llm_base_url") else None,
            environment.get("ASSISTANT_RERANKER") or None,
            _read_switch("ASSISTANT_ADAPT", environment),
            _read_days("ASSISTANT_UNDO_DAYS", environment),
            tuple(re.findall(r"[^\s,，]+", environment.get("ASSISTANT_HOSTS") or "")),
            _read_seconds("ASSISTANT_ASK_SECONDS", environment, cls.ask_seconds),
            _read_switch("ASSISTANT_READER", environment),
            _read_switch("ASSISTANT_LAWS", environment),
        )


def _read_switch(name: str, environment: Mapping[str, str]) -> bool:
    """A setting that is on unless it is turned off."""
    value = environment.get(name) or "on"
    if value not in ("on", "off"):
        raise InputError(f"{name} 的值 {value} 不认识：应为 on（开，默认）或 off（关）")
    return value == "on"


def _read_days(name: str, environment: Mapping[str, str]) -> float:
    """A number of days, in seconds."""
    value = environment.get(name)
    if value is None:
        return UNDO
    try:
        days = float(value)
    except ValueError:
        days = -1.0
    if not 0 <= days < 36500:
        raise InputError(f"{name} 的值 {value} 不是天数：应为 0（移除即彻底删除）或更大的数")
    return days * 24 * 3600


def _read_seconds(name: str, environment: Mapping[str, str], default: float) -> float:
    """A number of seconds that are enough for something."""
    value = environment.get(name) or f"{default:g}"
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0.0
    if not 1 <= seconds <= 3600:
        raise InputError(f"{name} 的值 {value} 不能用：应为 1 到 3600 之间的秒数（默认 {default:g}）")
    return seconds


def add_llm_options(parser: argparse.ArgumentParser) -> None:
    """Let a command use an LLM: its options, which come before the environment."""
    group = parser.add_argument_group("语言模型（可选，兼容 OpenAI 接口）")
    group.add_argument("--llm", choices=("none",), help="none：不用语言模型，只摘录原文")
    group.add_argument("--llm-base-url", metavar="URL", help=f"接口地址，如 http://127.0.0.1:8000/v1（默认取 {_URL}）")
    group.add_argument("--llm-model", metavar="NAME", help=f"模型名（默认取 {_MODEL}）")
    group.add_argument("--llm-api-key", metavar="KEY", help=f"密钥（默认取 {_KEY}；写在命令行会被同机用户看到）")


def _read_llm(options: argparse.Namespace | None, environment: Mapping[str, str]) -> LLMSettings | None:
    if options is None or options.llm == "none":
        return None
    base_url = options.llm_base_url or environment.get(_URL) or ""
    model = options.llm_model or environment.get(_MODEL) or ""
    if not base_url:
        if options.llm_model:
            raise InputError(f"给出了模型名 {model}，却没有语言模型地址：请设置 {_URL} 或 --llm-base-url")
        return None
    key = options.llm_api_key or environment.get(_KEY) or ""
    return LLMSettings(base_url.strip().rstrip("/"), model.strip(), key.strip())
