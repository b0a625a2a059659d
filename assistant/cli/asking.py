"""search and ask: one question, or a file of them."""

import argparse
import datetime
import json
from pathlib import Path

from assistant.assistant import Assistant
from assistant.cli.commands import Commands
from assistant.cli.filters import add_filter_options, read_filter
from assistant.cli.jsonl import read_rows, write_rows
from assistant.config import add_llm_options
from assistant.errors import InputError
from index import Filter


def register(commands: Commands) -> None:
    """Declare the commands of this group."""
    search = commands.add("search", _search, "检索条款")
    search.add_argument("text", metavar="TEXT")
    search.add_argument("--top", type=int, default=10, metavar="N", help="条数，默认 10")
    search.add_argument("--json", action="store_true", help="以 JSON 输出")
    add_filter_options(search)
    _add_day_options(search)
    ask = commands.add("ask", _ask, "提问，回答逐句注明出处")
    ask.add_argument("text", nargs="?", metavar="QUESTION")
    ask.add_argument("--questions", type=Path, metavar="IN.jsonl", help='批量提问，每行 {"id","question","history"}')
    ask.add_argument("--output", type=Path, metavar="OUT.jsonl", help="批量回答写入的文件")
    ask.add_argument("--json", action="store_true", help="以 JSON 输出")
    add_filter_options(ask)
    _add_day_options(ask)
    add_llm_options(ask)


def _add_day_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--as-of", type=day, metavar="DATE", help="以这一天为准看文件是否有效，如 2024-06-30；默认今天")
    parser.add_argument("--in-force", action="store_true", help="只看这一天有效的文件")


def day(text: str) -> datetime.date:
    """The date that an option gives.

    Raises:
        ArgumentTypeError: if it is none.
    """
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} 不是日期，请写成 2024-06-30 的样子") from error


def _filter(assistant: Assistant, options: argparse.Namespace) -> Filter:
    only = read_filter(options)
    return assistant.in_force(only, options.as_of) if options.in_force else only


def _search(assistant: Assistant, options: argparse.Namespace) -> int:
    hits = assistant.search(options.text, options.top, _filter(assistant, options), options.as_of)
    for hit in hits:
        metadata, text = hit.node.metadata, hit.node.get_content()
        row = {
            "document": metadata["document"],
            "clause": metadata["address"],
            "text": text,
            "score": round(hit.score or 0, 4),
        }
        if options.json:
            print(json.dumps(row, ensure_ascii=False))
        else:
            print(f"{row['score']:.3f}\t{row['document']}\t{row['clause']}\t{' '.join(text.split())[:80]}")
    return 0


def _ask(assistant: Assistant, options: argparse.Namespace) -> int:
    if options.questions:
        if not options.output:
            raise InputError("批量提问需要用 --output 指定写入的文件")
        return _ask_many(assistant, options.questions, options.output, _filter(assistant, options), options.as_of)
    if not options.text:
        raise InputError("请给出问题，或用 --questions 指定问题文件")
    answer = assistant.ask(options.text, only=_filter(assistant, options), as_of=options.as_of)
    if options.json:
        print(json.dumps(answer.to_json(), ensure_ascii=False, indent=1))
        return 0
    print(answer.text)
    for citation in answer.citations:
        source = " ".join(part for part in (citation.title or citation.document, citation.document_number) if part)
        state = f"【{citation.state}】" if citation.state not in ("现行", "不明") else ""
        words = " ".join(citation.quote.split())
        print(f"[{citation.number}] {state}{source} {citation.clause}（{citation.document}）：{words}")
    if answer.abstained:
        for candidate in answer.candidates[:3]:
            print(f"最接近：{candidate.document} {candidate.address} {' '.join(candidate.node.text.split())[:60]}")
    else:
        print(answer.certificate.summary)
    if answer.notice:
        print(f"说明：{answer.notice}")
    return 0


def _ask_many(assistant: Assistant, questions: Path, output: Path, only: Filter, as_of: datetime.date | None) -> int:
    rows = read_rows(questions, "question", '{"id": …, "question": …, "history": […]}')
    answers = (
        assistant.ask(row["question"], row.get("history") or [], only, as_of=as_of).to_json(str(row["id"]))
        for row in rows
    )
    print(f"已回答 {write_rows(output, answers)} 个问题，写入 {output}")
    return 0
