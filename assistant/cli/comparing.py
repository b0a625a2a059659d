"""diff: what changed from one version of a measure to the next."""

import argparse
import json

from assistant.assistant import Assistant
from assistant.cli.commands import Commands
from assistant.versions import Change, changes, marked

_KINDS = {"added": "新增", "dropped": "删去", "changed": "修改"}


def register(commands: Commands) -> None:
    """Declare the command."""
    diff = commands.add("diff", _diff, "逐条比较两个文件（同一办法的两个版本）")
    diff.add_argument("old", metavar="A", help="旧版文件名")
    diff.add_argument("new", metavar="B", help="新版文件名")
    diff.add_argument("--json", action="store_true", help="以 JSON 输出")


def _diff(assistant: Assistant, options: argparse.Namespace) -> int:
    found = changes(assistant.document(options.old), assistant.document(options.new))
    if options.json:
        print(json.dumps([_as_json(change) for change in found], ensure_ascii=False, indent=1))
        return 0
    for change in found:
        told = _as_json(change)
        words = (
            marked(told["before"] or "", told["after"] or "")
            if change.kind == "changed"
            else told["before"] or told["after"]
        )
        place = " → ".join(dict.fromkeys(filter(None, (told["old"], told["new"]))))
        print(f"{_KINDS[change.kind]}\t{place}\t{words}")
    print(f"共 {len(found)} 处不同" if found else "条款内容相同")
    return 0


def _as_json(change: Change) -> dict[str, str | None]:
    old, new = change.old, change.new
    return {
        "kind": change.kind,
        "old": str(old.metadata["address"]) if old else None,
        "new": str(new.metadata["address"]) if new else None,
        "before": " ".join(old.text.split()) if old else None,
        "after": " ".join(new.text.split()) if new else None,
    }
