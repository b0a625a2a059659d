"""serve: the chat page."""

import argparse
from importlib import import_module

from assistant.assistant import Assistant
from assistant.cli.commands import Commands
from assistant.config import add_llm_options


def register(commands: Commands) -> None:
    """Declare the command of this group."""
    serve = commands.add("serve", _serve, "打开问答页面")
    serve.add_argument("--host", default="127.0.0.1", metavar="H", help="监听地址，默认 127.0.0.1")
    serve.add_argument("--port", type=int, default=7860, metavar="P", help="端口，默认 7860")
    add_llm_options(serve)


def _serve(assistant: Assistant, options: argparse.Namespace) -> int:
    from assistant.page import open_page

    # `eval` is above this room: the page is handed what it shows of it.
    evaluation = import_module("eval.desk").Desk(assistant)
    open_page(assistant, evaluation, options.host, options.port)
    return 0
