"""verify: a text of any origin checked against the library."""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from assistant.assistant import Assistant
from assistant.cli.asking import day
from assistant.cli.commands import Commands
from corpus.readers import read

_STATES = {"found": "一致", "differs": "有出入", "contradicts": "不符", "repealed": "依据失效", "absent": "库中没有"}
_KINDS = {"citation": "引用", "quotation": "引文", "statement": "表述"}


def register(commands: Commands) -> None:
    """Declare the command."""
    verify = commands.add("verify", _verify, "核对一份文字：所引文件、引文和数字是否与库中原文一致、是否仍然有效")
    verify.add_argument("file", metavar="FILE", help="文件（txt、docx、pdf 等），- 为标准输入")
    verify.add_argument("--as-of", type=day, metavar="DATE", help="以这一天为准看文件是否有效，默认今天")
    verify.add_argument("--json", action="store_true", help="以 JSON 输出")


def _verify(assistant: Assistant, options: argparse.Namespace) -> int:
    text = sys.stdin.read() if options.file == "-" else read(Path(options.file)).text
    checked = assistant.verify(text, options.as_of)
    if options.json:
        print(json.dumps([each.to_json() for each in checked], ensure_ascii=False, indent=1))
        return 0
    for each in checked:
        place = "、".join(f"{citation.document} {citation.clause}" for citation in each.citations)
        told = "\t".join(filter(None, (_STATES[each.state], _KINDS[each.kind], each.text, place, each.note)))
        print(told)
    counted = Counter[str](each.state for each in checked)
    print(
        f"核对 {len(checked)} 处："
        + "，".join(f"{_STATES[state]} {counted[state]}" for state in _STATES if counted[state])
    )
    return 0
