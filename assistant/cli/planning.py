"""plan and report: an audit report, list or ledger in, a rectification plan out; a ledger in, a report on how it stands out."""

import argparse
import datetime
import json
import sys
from pathlib import Path

from assistant.assistant import Assistant
from assistant.cli.asking import day
from assistant.cli.commands import Commands
from assistant.config import add_llm_options
from assistant.drafting.findings import findings_of
from assistant.drafting.ledger import read_ledger
from assistant.drafting.plan import Plan, draft_entries, write_plan
from assistant.drafting.progress import State, standings
from assistant.drafting.report import Report, write_report
from assistant.drafting.sheet import write_sheet
from assistant.errors import InputError
from corpus import parse_file


def register(commands: Commands) -> None:
    """Declare the commands."""
    plan = commands.add("plan", _plan, "读入审计报告、问题清单或台账，逐个问题拟写整改措施，汇总成整改方案和台账")
    plan.add_argument("file", type=Path, metavar="FILE", help="写有问题的文件（docx、pdf、xlsx、txt 等）")
    plan.add_argument("--unit", metavar="U", help="文件没有写明责任单位的问题由谁整改")
    plan.add_argument("--deadline", metavar="D", help="文件没有写明时限的问题何时完成，如 2026年6月底前")
    plan.add_argument("--docx", type=Path, metavar="F", help="整改方案（附台账）写入的 Word 文件")
    plan.add_argument("--xlsx", type=Path, metavar="F", help="整改台账写入的 Excel 文件")
    plan.add_argument("--json", action="store_true", help="以 JSON 输出，每行一个问题")
    add_llm_options(plan)
    report = commands.add("report", _report, "从整改台账汇总整改情况报告，每个数字注明出自哪些单元格")
    report.add_argument("ledger", type=Path, metavar="LEDGER", help="台账（xlsx、csv，或 docx 中的表格）")
    report.add_argument("--docx", type=Path, required=True, metavar="F", help="整改情况报告写入的 Word 文件")
    report.add_argument("--unit", metavar="U", help="报告单位")
    report.add_argument("--today", type=day, metavar="DATE", help="以这一天为准看是否超期，默认今天")


def _plan(assistant: Assistant, options: argparse.Namespace) -> int:
    if not (options.docx or options.xlsx or options.json):
        raise InputError("请用 --docx 或 --xlsx 指定写入的文件，或用 --json 输出")
    parsed = parse_file(options.file)
    findings = findings_of(parsed)
    entries = []
    for entry in draft_entries(findings, options.unit, options.deadline, assistant.draft_rows()):
        entries.append(entry)
        if options.json:
            told = entry.draft.to_json(entry.finding.address)
            print(json.dumps({"category": entry.finding.category, **told}, ensure_ascii=False))
        else:
            print(f"已拟写 {len(entries)}/{len(findings)}：{entry.finding.text[:40]}", file=sys.stderr)
    plan = Plan(parsed.letterhead.title or options.file.stem, options.unit or "", tuple(entries))
    if options.docx:
        write_plan(plan, options.docx)
    if options.xlsx:
        write_sheet([entry.draft for entry in entries], options.xlsx, plan.title)
    if not options.json:
        missing = f"，其中 {len(plan.undrafted)} 个没有依据、未拟措施" if plan.undrafted else ""
        print(f"共 {len(entries)} 个问题{missing}")
    return 0


def _report(assistant: Assistant, options: argparse.Namespace) -> int:
    found = tuple(standings(read_ledger(options.ledger)))
    title = parse_file(options.ledger).letterhead.title or options.ledger.stem
    report = Report(title, options.unit or "", options.today or datetime.date.today(), found)
    write_report(report, options.docx)
    counts = "，".join(f"{state.value} {len(report.of(state))}" for state in State)
    print(f"共 {len(found)} 个问题：{counts}，超期 {len(report.overdue)}；写入 {options.docx}")
    return 0
