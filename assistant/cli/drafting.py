"""draft and ledger: measures for one problem, for a file of problems, or for the blank rows of a ledger."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from assistant.assistant import Assistant
from assistant.cli.asking import day
from assistant.cli.commands import Commands
from assistant.cli.jsonl import read_rows, write_rows
from assistant.config import add_llm_options
from assistant.drafting.checking import check
from assistant.drafting.filling import fill
from assistant.drafting.fit import problem_reader
from assistant.drafting.ledger import read_ledger
from assistant.drafting.sheet import write_sheet
from assistant.drafting.word import write_word
from assistant.errors import InputError


def register(commands: Commands) -> None:
    """Declare the commands of this group."""
    draft = commands.add("draft", _draft, "拟写整改措施，逐条注明依据")
    draft.add_argument("issue", nargs="?", metavar="ISSUE", help="问题描述")
    draft.add_argument("--unit", metavar="U", help="责任单位")
    draft.add_argument("--deadline", metavar="D", help="整改时限，如 2026年6月底前")
    draft.add_argument(
        "--without", action="append", default=[], metavar="ID", help="不参照的条款（文件名#地址），可多次给出"
    )
    draft.add_argument(
        "--also", action="append", default=[], metavar="ID", help="一定参照的条款（文件名#地址），可多次给出"
    )
    draft.add_argument(
        "--issues", type=Path, metavar="IN.jsonl", help='批量拟写，每行 {"id","issue","unit","deadline"}'
    )
    draft.add_argument("--output", type=Path, metavar="OUT.jsonl", help="批量结果写入的文件")
    draft.add_argument("--outline", action="store_true", help="没有依据时给出提纲：不引出处，由责任单位填写")
    draft.add_argument("--json", action="store_true", help="以 JSON 输出")
    draft.add_argument("--docx", type=Path, metavar="F", help="另存为 Word 文件")
    draft.add_argument("--xlsx", type=Path, metavar="F", help="另存为 Excel 台账")
    add_llm_options(draft)
    ledger = commands.add("ledger", _ledger, "检查整改台账，或填写其中空白的整改措施")
    ledger.add_argument("action", choices=("check", "fill"), metavar="check|fill", help="check 检查，fill 填写")
    ledger.add_argument("file", type=Path, metavar="FILE", help="台账（xlsx、csv，或 docx 中的表格）")
    ledger.add_argument("--today", type=day, metavar="DATE", help="检查时以这一天看是否超期，如 2026-06-30；默认今天")
    ledger.add_argument("--output", type=Path, metavar="FILE", help="填写后另存的文件，与台账同一种格式")
    ledger.add_argument("--rows", metavar="N,N", help="只填写这些行（工作表中的行号），其中已有的措施也重新拟写")
    ledger.add_argument("--json", action="store_true", help="以 JSON 输出")
    add_llm_options(ledger)


def _draft(assistant: Assistant, options: argparse.Namespace) -> int:
    if options.issues:
        if not options.output:
            raise InputError("批量拟写需要用 --output 指定写入的文件")
        return _draft_many(assistant, options.issues, options.output)
    if not options.issue:
        raise InputError("请给出问题，或用 --issues 指定问题文件")
    draft = assistant.draft(options.issue, options.unit, options.deadline, options.without, options.also)
    if draft.missing and options.outline:
        draft = assistant.outline(options.issue, options.unit, options.deadline)
    print(json.dumps(draft.to_json(), ensure_ascii=False, indent=1) if options.json else draft.text)
    if options.docx:
        write_word(draft, options.docx)
    if options.xlsx:
        write_sheet([draft], options.xlsx)
    return 0


def _draft_many(assistant: Assistant, issues: Path, output: Path) -> int:
    rows = read_rows(issues, "issue", '{"id": …, "issue": …, "unit": …, "deadline": …}')
    draft = assistant.draft_rows()
    drafts = (draft(row["issue"], row.get("unit"), row.get("deadline")).to_json(str(row["id"])) for row in rows)
    print(f"已拟写 {write_rows(output, drafts)} 个问题，写入 {output}")
    return 0


def _ledger(assistant: Assistant, options: argparse.Namespace) -> int:
    return _check(options) if options.action == "check" else _fill(assistant, options)


def _check(options: argparse.Namespace) -> int:
    findings = check(read_ledger(options.file), problem_reader(), options.today)
    for finding in findings:
        line = f"{finding.cell}\t{finding.kind}\t{finding.text}"
        print(json.dumps(asdict(finding), ensure_ascii=False) if options.json else line)
    if not options.json:
        print(f"共 {len(findings)} 处需要核对" if findings else "没有发现问题")
    return 0


def _fill(assistant: Assistant, options: argparse.Namespace) -> int:
    if not options.output:
        raise InputError("填写台账需要用 --output 指定另存的文件，原文件不会改动")
    changes = fill(options.file, options.output, assistant.draft_rows(), _row_numbers(options.rows))
    for change in changes:
        if options.json:
            print(json.dumps(asdict(change), ensure_ascii=False))
        else:
            print(f"{change.cell}\t{change.text[:60]}")
    if not options.json:
        print(f"已填写 {len(changes)} 格，写入 {options.output}")
    return 0


def _row_numbers(text: str | None) -> frozenset[int]:
    try:
        return frozenset(int(number) for number in text.replace("，", ",").split(",")) if text else frozenset()
    except ValueError as error:
        raise InputError(f"--rows {text} 不是行号，应为以逗号分隔的数字，如 5,6,9") from error
