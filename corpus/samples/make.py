"""Make the sample documents that are no plain text: `python -m corpus.samples.make [FOLDER]`."""

import sys
from collections.abc import Callable
from pathlib import Path

from corpus.samples.paper import write_pdf, write_scan
from corpus.samples.sheet import write_sheet
from corpus.samples.source import FOLDER, read_lines
from corpus.samples.web import write_page
from corpus.samples.word import write_word

DOCUMENTS = Path(__file__).parent.parent / "documents"


def _word(source: str) -> Callable[[Path], None]:
    return lambda path: write_word(path, read_lines(_read(source)))


def _read(source: str) -> str:
    return (FOLDER / source).read_text(encoding="utf-8")


MAKERS: dict[str, Callable[[Path], None]] = {
    "示例-清岚县公益性岗位管理办法.docx": _word("示例-清岚县公益性岗位管理办法.txt"),
    "示例-清岚县帮扶项目资产管理办法的通知.docx": _word("示例-清岚县帮扶项目资产管理办法的通知.txt"),
    "示例-清岚县审计反馈问题整改方案.docx": _word("示例-清岚县审计反馈问题整改方案.txt"),
    "示例-清岚县农村供水专项审计调查报告.docx": _word("示例-清岚县农村供水专项审计调查报告.txt"),
    "示例-清岚县村级小型工程项目管理实施意见.docx": _word("示例-清岚县村级小型工程项目管理实施意见.txt"),
    "示例-清岚县审计反馈问题整改情况报告.pdf": lambda path: write_pdf(
        path, read_lines(_read("示例-清岚县审计反馈问题整改情况报告.txt")), "清岚政〔2024〕63号（示例）"
    ),
    "示例-清岚县冬季取暖补助通知（扫描件）.pdf": lambda path: write_scan(
        path, read_lines(_read("示例-清岚县冬季取暖补助通知（扫描件）.txt"))
    ),
    "示例-清岚县考核反馈问题整改台账.xlsx": lambda path: write_sheet(
        path, _read("示例-清岚县考核反馈问题整改台账.tsv")
    ),
    "示例-清岚县衔接资金项目计划公示.html": lambda path: write_page(
        path, read_lines(_read("示例-清岚县衔接资金项目计划公示.txt"))
    ),
}
"""Each document that is made, and what makes it."""


def main(folder: Path) -> None:
    """Make every document into `folder`."""
    for name, make in MAKERS.items():
        make(folder / name)
        print(name, (folder / name).stat().st_size)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS)
