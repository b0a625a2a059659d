"""Letterhead and outline of office documents that others wrote, against labels."""

import re
from itertools import groupby
from pathlib import Path

import pytest

from corpus import parse_file

FOLDER = Path(__file__).parents[2] / "shared/bench/govdocs"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"{FOLDER} is not here: others' documents are not copied")

LABELS: dict[str, tuple[str, list[str]]] = {
    "方案": ("工作方案", ["文首", "一", "二", "三", "四", "四（一）", "四（二）", "四（三）", "五", "六"]),
    "简报": ("简报", ["文首", "一", "二", "二（一）", "二（二）", "二（三）", "三"]),
    "回复函": ("复函", []),
    "的报告": ("报告", ["文首", "一", "二", "三", "四"]),
    "的通知": ("通知", ["文首", "一", "二", "三"]),
    "的请示": ("请示", ["文首", "一", "二", "三"]),
    "纪要": ("纪要", []),
    "讲话稿": ("讲话稿", ["文首", "一", "二", "三", "三（一）", "三（二）", "三（三）", "四", "五"]),
}
"""By what the file's name holds: the kind, and the addresses where the document is numbered, both as a reader sees them."""


@pytest.mark.parametrize("part", LABELS)
def test_word_documents(part: str) -> None:
    path = next(path for path in FOLDER.glob("2026*.docx") if f"{part}-v01" in path.name)
    kind, addresses = LABELS[part]
    parsed = parse_file(path)
    heading = path.with_suffix(".md").read_text(encoding="utf-8").splitlines()[0]
    assert parsed.letterhead.title == heading.removeprefix("# ")
    assert parsed.letterhead.kind == kind
    assert parsed.letterhead.number is parsed.letterhead.date is parsed.letterhead.issuer is None
    assert (
        not addresses
        or [clause.metadata["address"] for clause in parsed.clauses if clause.metadata["address"] != "文尾"]
        == addresses
    )


def test_a_notice_with_every_part() -> None:
    letterhead = parse_file(next(FOLDER.glob("示例*.docx"))).letterhead
    assert (letterhead.number, letterhead.issuer, letterhead.kind) == ("国办发〔2026〕15号", "国务院办公厅", "通知")
    assert (letterhead.date, letterhead.printed) == ("2026-05-26", "2026-05-27")
    assert letterhead.recipients == "各省、自治区、直辖市人民政府，国务院各部委、各直属机构"
    assert letterhead.copies == "中央办公厅，全国人大常委会办公厅，全国政协办公厅，国务院各部门，各民主党派中央"
    assert letterhead.attachments == ("数字化转型重点任务分工方案",)


def test_a_notice_in_pdf_against_its_labels() -> None:
    labels = dict[str, list[str]]()
    rows = (
        line.split()
        for line in next(FOLDER.glob("*.labels.txt")).read_text(encoding="utf-8").splitlines()
        if " " in line
    )
    tagged = [(character, tag) for character, tag in rows]
    starts = [i for i, (_, tag) in enumerate(tagged) if tag.startswith("B_")]
    for start, end in zip(starts, [*starts[1:], len(tagged)], strict=True):
        labels.setdefault(tagged[start][1][2:], []).append("".join(c for c, _ in tagged[start:end] if c not in "曌錓"))
    parsed = parse_file(next(FOLDER.glob("*.pdf")))
    letterhead = parsed.letterhead
    assert letterhead.number == labels["发文字号"][0]
    assert letterhead.title == labels["正文标题"][0]
    assert letterhead.recipients == labels["主送机关"][0].rstrip("：")
    assert letterhead.issuer == "、".join(re.findall(r".+?办公厅", labels["发文机关标志"][0].replace("文件", "")))
    year, month, day = map(int, re.findall(r"\d+", labels["成文日期"][0]))
    assert letterhead.date == f"{year}-{month:02}-{day:02}"
    headings = [
        re.sub(r"\s", "", clause.metadata["headings"][-1]) for clause in parsed.clauses if clause.metadata["headings"]
    ]
    order = [key for key, _ in groupby(headings)]
    assert sorted(order) == sorted(label.rstrip("。") for name in ("一级标题", "二级标题") for label in labels[name])
