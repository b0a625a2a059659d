"""Gold sets from jsonl and spreadsheets: what is read, and what is said of lines that cannot be."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.errors import InputError
from eval.goldset import GoldQuestion, GoldSet, Passage, read_gold

QUESTIONS = (
    GoldQuestion("a", "fact", "单笔多少以上要讨论？", (), (Passage("办法.txt", "五千元以上的"),), ("五千元",)),
    GoldQuestion(
        "b",
        "followup",
        "那谁负责？",
        ("道路项目怎么整改？", "还有呢？"),
        (Passage("方案.txt", "倒排工期"), Passage("方案.txt", None, "一（一）1")),
        ("县交通运输局", "10月底"),
    ),
    GoldQuestion("c", "unanswerable", "县长是谁？"),
)


def test_jsonl(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps(question.to_json(), ensure_ascii=False) for question in QUESTIONS))
    assert read_gold(path) == GoldSet(QUESTIONS, ())


ROWS = [
    ["编号", "类型", "问题", "上文", "文件", "原文", "条款", "要点"],
    ["a", "fact", "单笔多少以上要讨论？", "", "办法.txt", "五千元以上的", "", "五千元"],
    ["b", "followup", "那谁负责？", "道路项目怎么整改？\n还有呢？", "方案.txt", "倒排工期", "", "县交通运输局\n10月底"],
    ["", "", "", "", "方案.txt", "", "一（一）1", ""],
    ["c", "unanswerable", "县长是谁？", "", "", "", "", ""],
]


def test_workbook(tmp_path: Path) -> None:
    workbook = Workbook()
    for row in ROWS:
        workbook.active.append([cell or None for cell in row])
    workbook.save(tmp_path / "gold.xlsx")
    assert read_gold(tmp_path / "gold.xlsx") == GoldSet(QUESTIONS, ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_separated_values(tmp_path: Path, encoding: str) -> None:
    lines = [",".join(f'"{cell}"' for cell in row) for row in ROWS]
    (tmp_path / "gold.csv").write_bytes("\r\n".join(lines).encode(encoding))
    assert read_gold(tmp_path / "gold.csv") == GoldSet(QUESTIONS, ())


def test_a_malformed_line_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    lines = [
        json.dumps(QUESTIONS[0].to_json()),
        '{"id": "x", "question": ',
        "",
        '["not", "an object"]',
        '{"id": "x"}',
        '{"id": "x", "question": "问", "quotes": [{"doc": "办法.txt"}]}',
        '{"id": "x", "question": "问", "points": "五千元"}',
        '{"id": "a", "question": "又问"}',
        json.dumps(QUESTIONS[2].to_json()),
    ]
    (tmp_path / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert read_gold(tmp_path / "gold.jsonl") == GoldSet(
        (QUESTIONS[0], QUESTIONS[2]),
        (
            "gold.jsonl 第 2 行：不是 JSON（第 25 个字符：Expecting value），已跳过，请改正",
            "gold.jsonl 第 4 行：应为一个 JSON 对象，已跳过，请改正",
            "gold.jsonl 第 5 行：缺少 question，已跳过，请改正",
            'gold.jsonl 第 6 行：quotes 的每一项应为 {"doc": 文件名, "quote": 原文} 或 {"doc": 文件名, "clause": 条款地址}，已跳过，请改正',
            "gold.jsonl 第 7 行：points 应为列表，而不是 '五千元'，已跳过，请改正",
            "gold.jsonl 第 8 行：编号 a 与前面的题目重复，已跳过，请改正",
        ),
    )


def test_a_malformed_row_is_named_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "gold.csv").write_text("编号,问题,文件,原文\n,没有编号,,\nb,有编号,办法.txt,五千元\n", encoding="utf-8")
    assert read_gold(tmp_path / "gold.csv").problems == ("gold.csv 第 2 行：缺少 id，已跳过，请改正",)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("gold.jsonl", None, "不存在，请检查路径"),
        ("gold.jsonl", "", "中没有可用的题目"),
        ("gold.txt", "问", "的格式不支持，评测集可以是 .jsonl、.xlsx 或 .csv"),
        (
            "gold.csv",
            "a,b\n1,2\n",
            "第 1 行没有“问题”一列，表头应为：编号、类型、问题、上文、文件、原文、条款、要点、待确认",
        ),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, name: str, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_gold(tmp_path / name)
