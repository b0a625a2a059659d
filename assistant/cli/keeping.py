"""check, backup, restore: whether the data directory is whole, and a copy of it elsewhere."""

import argparse
from pathlib import Path

from assistant.assistant import Assistant
from assistant.backup import backup, restore
from assistant.cli.commands import Commands
from assistant.errors import InputError


def register(commands: Commands) -> None:
    """Declare the commands of this group."""
    commands.add("check", _check, "检查数据目录是否完好：目录、索引、原件、缓存")
    saving = commands.add("backup", _backup, "把数据目录备份到一个文件（使用中也可以）")
    saving.add_argument("file", type=Path, metavar="FILE", help="备份文件，如 备份.tar.gz")
    making = commands.add("restore", _restore, "用备份文件恢复到一个空的数据目录")
    making.add_argument("file", type=Path, metavar="FILE", help="备份文件")


def _check(assistant: Assistant, options: argparse.Namespace) -> int:
    findings = assistant.check()
    for finding in findings:
        print(f"{'✗' if finding.is_fault else '·'} {finding.text}")
    faults = sum(finding.is_fault for finding in findings)
    if faults:
        raise InputError(f"{faults} 处问题，见上")
    print("数据目录完好")
    return 0


def _backup(assistant: Assistant, options: argparse.Namespace) -> int:
    backup(assistant.settings.data, options.file)
    print(f"已备份 {len(assistant.documents())} 个文件，写入 {options.file}")
    return 0


def _restore(assistant: Assistant, options: argparse.Namespace) -> int:
    data = assistant.settings.data
    restore(options.file, data)
    restored = Assistant(assistant.settings)
    print(f"已恢复 {len(restored.documents())} 个文件到 {data}")
    return _check(restored, options)
