"""evaluate, gold: how good the answers are, measured against questions whose answers are known.

`eval` is above this room: it knows the assistant, and the assistant does not know it. The commands reach it by name when
they run.
"""

import argparse
from importlib import import_module
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.cli.commands import Commands
from assistant.config import add_llm_options
from assistant.errors import InputError


def register(commands: Commands) -> None:
    """Declare the commands of this group."""
    evaluate = commands.add("evaluate", _evaluate, "用评测集评测，或比较两次评测")
    evaluate.add_argument(
        "gold", nargs="?", type=Path, metavar="GOLD", help="评测集 .jsonl、.xlsx 或 .csv，默认为随产品提供的"
    )
    evaluate.add_argument(
        "--output",
        type=Path,
        default=Path("evaluation"),
        metavar="DIR",
        help="记录与报告的目录，默认 ./evaluation；中断后再次运行会续评",
    )
    evaluate.add_argument("--compare", nargs=2, type=Path, metavar=("RUN", "RUN"), help="比较两次评测的目录，不再评测")
    evaluate.add_argument("--drafts", type=Path, metavar="FILE", help="拟稿题 .jsonl，一并评测")
    evaluate.add_argument("--gate", type=Path, metavar="FILE", help="门槛文件；有指标未达门槛时以 3 退出")
    add_llm_options(evaluate)
    gold = commands.add("gold", _gold, "检查评测集，或从文件库拟出待审的题目")
    gold.add_argument("action", choices=("check", "draft"), help="check 检查，draft 拟题")
    gold.add_argument("file", type=Path, metavar="FILE", help="要检查的评测集，或拟题写入的 .jsonl")
    gold.add_argument("--count", type=int, default=40, metavar="N", help="拟题数，默认 40")


def _evaluate(assistant: Assistant, options: argparse.Namespace) -> int:
    if options.compare and options.gold:
        raise InputError("--compare 比较已有的两次评测，不能同时给出评测集")
    if options.compare:
        compared: int = _eval().compare_runs(*options.compare, options.gate)
        return compared
    status: int = _eval().evaluate(assistant, options.gold, options.drafts, options.output, options.gate)
    return status


def _gold(assistant: Assistant, options: argparse.Namespace) -> int:
    if options.action == "check":
        checked: int = _eval().check_gold(assistant, options.file)
        return checked
    drafted: int = _eval().draft_gold(assistant, options.file, options.count)
    return drafted


def _eval() -> Any:
    return import_module("eval.commands")
