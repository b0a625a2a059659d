"""add, list, remove, show, rebuild: the documents in the library."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.cli.commands import Commands
from assistant.errors import InputError
from assistant.validity import Validity
from corpus import ParsedDocument, Passage, find_passage
from index import Added, OnSameName


def register(commands: Commands) -> None:
    """Declare the commands of this group."""
    add = commands.add("add", _add, "收录文件或文件夹")
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    same = add.add_mutually_exclusive_group()
    same.add_argument("--replace", action="store_true", help="库中有同名文件的，以新文件替换，旧版仍可下载")
    same.add_argument("--keep-both", action="store_true", help="库中有同名文件的，另取一名，两份都收录")
    commands.add("list", _list, "列出已收录的文件")
    remove = commands.add("remove", _remove, "移除一个文件")
    remove.add_argument("name", metavar="NAME")
    remove.add_argument("--undo", action="store_true", help="撤销移除（期限 ASSISTANT_UNDO_DAYS，默认 7 天）")
    show = commands.add("show", _show, "查看一个文件的文头、条款和整改事项")
    show.add_argument("name", metavar="NAME")
    show.add_argument("--clause", metavar="ADDRESS", help="只看这一条款，如 第十九条、二（三）2、台账第4行")
    show.add_argument("--json", action="store_true", help="以 JSON 输出")
    commands.add("rebuild", _rebuild, "用原始文件重建索引（更换向量模型或升级之后）")


def _add(assistant: Assistant, options: argparse.Namespace) -> int:
    on_same_name: OnSameName = "replace" if options.replace else "keep" if options.keep_both else "ask"
    results = assistant.add(options.paths, lambda added: print(_outcome(added), flush=True), on_same_name, _tell_read)
    taken = sum(1 for added in results if added.taken)
    print(f"收录 {taken} 个，共 {len(assistant.documents())} 个文件")
    if not taken and any(added.refused or added.same_name for added in results):
        raise InputError("没有收录任何文件，原因见上")
    return 0


def _tell_read(name: str) -> None:
    """Where somebody looks on, say which file was read; its own line comes when it is safe."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K已读取 {name}\r", end="", file=sys.stderr, flush=True)


def _outcome(added: Added) -> str:
    if added.refused:
        return f"✗ {added.refused}"
    if added.same_as:
        return f"= {added.name}：与已收录的 {added.same_as} 内容相同，未重复收录"
    if added.same_name:
        return f"? {added.name}：库中有同名文件，内容不同，未收录：要替换请加 --replace，两份都要请加 --keep-both"
    again = "，替换了同名的旧版" if added.replaced else ""
    warnings = "".join(f"；注意：{warning.text}" for warning in added.warnings)
    return f"✓ {added.name}：{added.clauses} 条，整改事项 {added.records} 项{again}{warnings}"


def _list(assistant: Assistant, options: argparse.Namespace) -> int:
    for document in assistant.documents():
        head = document.letterhead
        print(
            "\t".join(
                [
                    document.name,
                    head.title or "",
                    head.number or "",
                    head.date or head.printed or "",
                    f"{document.clauses} 条",
                ]
            )
        )
    return 0


def _remove(assistant: Assistant, options: argparse.Namespace) -> int:
    if options.undo:
        return _undo(assistant, options.name)
    assistant.remove(options.name)
    days = assistant.settings.undo / 86400
    later = f"，{days:g} 天内可用 assistant remove --undo 撤销" if days else "，已彻底删除"
    print(f"已移除 {options.name}{later}")
    return 0


def _undo(assistant: Assistant, name: str) -> int:
    found = [entry for entry in assistant.removed() if entry.name == name]
    if not found:
        raise InputError(f"没有可以恢复的 {name}，可能已过撤销期限；可以重新收录原文件")
    print(f"已恢复 {assistant.restore(found[-1].id)}")
    return 0


def _rebuild(assistant: Assistant, options: argparse.Namespace) -> int:
    lost = assistant.rebuild()
    print(f"已重建，共 {len(assistant.documents())} 个文件")
    if lost:
        raise InputError(f"{'、'.join(lost)} 的原件缺失或已损坏，没有进入索引：请从备份恢复，或移除后重新收录")
    return 0


def _show(assistant: Assistant, options: argparse.Namespace) -> int:
    shown = _shown(assistant.document(options.name), options.clause)
    whole, changed = assistant.validity(options.name)
    shown["validity"] = whole.to_json()
    for clause in shown["clauses"]:
        if own := changed.get(clause["address"]):
            clause["validity"] = own.to_json()
    if options.json:
        print(json.dumps(shown, ensure_ascii=False, indent=1))
        return 0
    for field, value in shown["letterhead"].items():
        if value:
            print(f"{field}：{'、'.join(value) if isinstance(value, tuple) else value}")
    print(f"效力：{whole.state}{_period(whole)}")
    for clause in shown["clauses"]:
        words = " ".join(clause["text"].split())
        print(f"{clause['address']}\t{words if options.clause else words[:60]}")
    for record in shown["records"]:
        print(
            f"整改事项 {record['address']}\t{record['problem'][:60]}\t{'、'.join(record['units'])}\t{record['deadline'] or ''}"
        )
    for warning in shown["warnings"]:
        print(f"注意\t第 {warning['page']} 页：{warning['text']}" if warning["page"] else f"注意\t{warning['text']}")
    return 0


def _period(validity: Validity) -> str:
    """From when until when, as far as it is known."""
    told = [f"{word} {date}" for word, date in (("自", validity.begins), ("至", validity.ends)) if date]
    return f"（{' '.join(told)}）" if told else ""


def _shown(parsed: ParsedDocument, address: str | None) -> dict[str, Any]:
    """What `show --json` prints. With an address, what stands there alone: a clause, a section or a part of a clause."""
    clauses = [
        {
            "address": node.metadata["address"],
            "start": node.start_char_idx,
            "end": node.end_char_idx,
            "page": node.metadata["page"],
            "text": node.text,
        }
        for node in parsed.clauses
        if address is None
    ]
    if address is not None:
        passage = find_passage(parsed.text, parsed.clauses, address)
        if passage is None:
            raise InputError(f"{parsed.name} 中没有 {address}，可用 assistant show {parsed.name} 查看全部地址")
        clauses = [_passage(parsed, passage)]
        address = passage.address
    records = [
        {
            "problem": record.problem.text,
            "description": record.description.text if record.description else None,
            "measures": [field.text for field in record.measures],
            "units": [field.text for field in record.units],
            "deadline": record.deadline.text if record.deadline else None,
            "progress": record.progress.text if record.progress else None,
            "source": record.source.text if record.source else None,
            "address": record.address,
        }
        for record in parsed.records
        if address in (None, record.address)
    ]
    return {
        "document": parsed.name,
        "letterhead": asdict(parsed.letterhead),
        "clauses": clauses,
        "records": records,
        "warnings": [asdict(warning) for warning in parsed.warnings],
    }


def _passage(parsed: ParsedDocument, passage: Passage) -> dict[str, Any]:
    page = next((node.metadata["page"] for node in parsed.clauses if node.metadata["address"] == passage.clause), None)
    text = parsed.text[passage.start : passage.end]
    return {"address": passage.address, "start": passage.start, "end": passage.end, "page": page, "text": text}
