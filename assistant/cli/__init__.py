"""The command line: `assistant COMMAND --help` tells of each command. One module a group of commands.

Errors that a user can mend go to stderr in one line and exit with 1; wrong usage exits with 2.
"""

import argparse
import sys
from collections.abc import Sequence

from assistant.assistant import Assistant
from assistant.cli import asking, comparing, drafting, evaluating, keeping, library, planning, serving, verifying
from assistant.cli.commands import Commands
from assistant.config import Settings
from assistant.errors import KnownError

GROUPS = (library, asking, drafting, planning, verifying, comparing, evaluating, keeping, serving)
"""Modules with `register(commands)`, which adds their commands in the order of the help text."""

SETTINGS = """环境变量：
  ASSISTANT_DATA        数据目录，默认 ./data
  ASSISTANT_MODEL       向量模型的目录或名称，默认随产品提供的模型；更换后运行 assistant rebuild
  ASSISTANT_ADAPT       off：自带模型不再学习库中文件的用词，默认 on
  ASSISTANT_UNDO_DAYS   移除后多少天内可以撤销，默认 7；0 表示移除即彻底删除
  ASSISTANT_HOSTS       页面还以哪些主机名提供服务，逗号分隔（默认只认监听地址）
  ASSISTANT_ASK_SECONDS 一次回答最多用多少秒，默认 60，可为 1 到 3600
  ASSISTANT_RERANKER    重排模型（cross-encoder）的目录或名称，默认不用
  ASSISTANT_LAWS        off：拟稿只用库中文件，不用自带的国家法律法规（默认 on）
  ASSISTANT_READER      off：不用自带的阅读模型（默认 on；关闭后答得更快，也更容易答偏）
  ASSISTANT_LLM_BASE_URL、ASSISTANT_LLM_MODEL、ASSISTANT_LLM_API_KEY    语言模型，默认不用"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(Assistant(Settings.read(options.data, options=options)), options)
    except KnownError as error:
        print(f"错误：{error}", file=sys.stderr)
        return 1
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="assistant",
        description="中国政策与整改文件的问答、检索与拟稿助手：所答不超出所引。",
        epilog=SETTINGS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = Commands(parser.add_subparsers(dest="command", required=True, metavar="COMMAND"))
    for group in GROUPS:
        group.register(commands)
    return parser
