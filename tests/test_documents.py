"""The sample corpus: readable in every format, marked as what it is, true to itself, and in words of its own."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from corpus import ParsedDocument, parse_file
from corpus.samples.make import DOCUMENTS, MAKERS
from corpus.samples.source import FOLDER, read_lines

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"

NUMBERS = {
    "摘要-陇西县审计自查整改情况报告.md": ("陇政发〔2022〕154号", "报告"),
    "摘要-峨边县审计问题整改工作方案.md": ("峨边府办函〔2023〕25号", "工作方案"),
    "摘要-许昌市考核评估反馈问题整改方案.txt": ("许财农〔2022〕15号", "通知"),
    "摘要-建安区第32号建议答复.md": ("建安政文〔2018〕132号", "答复"),
    "摘要-某乡脱贫攻坚成效考核整改工作方案.txt": (None, "工作方案"),
    "示例-清岚县公益性岗位管理办法.docx": ("清岚人社规〔2023〕1号", "通知"),
    "示例-清岚县帮扶项目资产管理办法的通知.docx": ("清岚政办发〔2023〕31号", "通知"),
    "示例-清岚县审计反馈问题整改方案.docx": ("清岚政办发〔2024〕18号", "通知"),
    "示例-清岚县审计反馈问题整改情况报告.pdf": ("清岚政〔2024〕63号", "报告"),
    "示例-清岚县考核反馈问题整改台账.xlsx": (None, "台账"),
    "示例-清岚县农村供水专项审计调查报告.docx": ("清审调报〔2023〕5号", "报告"),
    "示例-清岚县农业农村局对县人大代表第17号建议的答复.md": ("清农函〔2024〕42号", "答复"),
    "示例-清岚县冬季取暖补助通知（扫描件）.pdf": ("清民发〔2024〕47号", "通知"),
    "示例-清岚县衔接资金项目计划公示.html": (None, "公示"),
    "示例-清岚县乡村振兴项目推进专题会议纪要.txt": ("清府专纪〔2025〕9号", "纪要"),
    "示例-清岚县村级小型工程项目管理实施意见.docx": ("清岚政办发〔2025〕6号", "实施意见"),
    "示例-清岚县脱贫人口小额信贷风险补偿金管理办法（2021年）.txt": ("清岚政办规〔2021〕3号", "办法"),
    "示例-清岚县脱贫人口小额信贷风险补偿金管理办法（2024年修订）.md": ("清岚政办规〔2024〕2号", "办法"),
}
"""Every document of the corpus with its number and kind."""

SCAN = "示例-清岚县冬季取暖补助通知（扫描件）.pdf"

DIGESTS = [name for name in NUMBERS if name.startswith("摘要")]


@pytest.fixture(scope="module")
def documents() -> dict[str, ParsedDocument]:
    return {path.name: parse_file(path) for path in sorted(DOCUMENTS.iterdir())}


def test_every_document_is_read_with_its_number_and_kind(documents: dict[str, ParsedDocument]) -> None:
    assert set(documents) == set(NUMBERS)
    read = {name: (d.letterhead.number, d.letterhead.kind) for name, d in documents.items() if name != SCAN}
    assert read == {name: value for name, value in NUMBERS.items() if name != SCAN}


def test_all_formats_are_there_and_the_whole_is_small() -> None:
    paths = list(DOCUMENTS.iterdir())
    assert {path.suffix for path in paths} == {".md", ".txt", ".docx", ".pdf", ".xlsx", ".html"}
    assert sum(path.stat().st_size for path in paths) < 2_000_000


def test_every_document_says_what_it_is(documents: dict[str, ParsedDocument]) -> None:
    unmarked = [
        name
        for name, document in documents.items()
        if ("这是一份公开文件的摘要" if name in DIGESTS else "虚构") not in document.text[:200]
    ]
    assert unmarked == []


def test_every_clause_of_a_digest_names_its_place_in_the_original(documents: dict[str, ParsedDocument]) -> None:
    nameless = [
        (name, clause.metadata["address"])
        for name in DIGESTS
        for clause in documents[name].clauses
        if clause.metadata["kind"] == "text" and clause.metadata["address"] != "文尾" and "（原文" not in clause.text
    ]
    assert nameless == []


@pytest.mark.parametrize("name", [name for name in MAKERS if not name.endswith(".pdf")])
def test_the_script_makes_what_is_there(name: str, documents: dict[str, ParsedDocument], tmp_path: Path) -> None:
    MAKERS[name](tmp_path / name)
    assert parse_file(tmp_path / name).text == documents[name].text


def test_the_scan_is_read_as_it_was_written(documents: dict[str, ParsedDocument]) -> None:
    name = SCAN.removesuffix(".pdf")
    written = "".join(line.text for line in read_lines((FOLDER / f"{name}.txt").read_text(encoding="utf-8")))
    found = re.sub(r"\s", "", documents[SCAN].text)
    same = sum(block.size for block in SequenceMatcher(None, written, found, autojunk=False).get_matching_blocks())
    assert max(len(written), len(found)) - same < 0.02 * len(written)
    assert (documents[SCAN].letterhead.number, documents[SCAN].letterhead.kind) == NUMBERS[SCAN]


def test_the_two_versions_of_the_measure_differ_in_one_figure(documents: dict[str, ParsedDocument]) -> None:
    old = _articles(documents["示例-清岚县脱贫人口小额信贷风险补偿金管理办法（2021年）.txt"])
    new = _articles(documents["示例-清岚县脱贫人口小额信贷风险补偿金管理办法（2024年修订）.md"])
    assert {address: (old[address], new[address]) for address in new if old[address] != new[address]} == {
        "第九条": (
            "第九条符合补偿条件的本金损失，由补偿金承担80%，承贷银行承担20%。利息损失由承贷银行自行承担。",
            "第九条符合补偿条件的本金损失，由补偿金承担70%，承贷银行承担30%。利息损失由承贷银行自行承担。",
        ),
        "第十七条": (old["第十七条"], new["第十七条"]),
    }


def _articles(document: ParsedDocument) -> dict[str, str]:
    return {
        clause.metadata["address"]: re.sub(r"\s", "", clause.text).partition("清岚县人民政府办公室2")[0]
        for clause in document.clauses
        if clause.metadata["address"].endswith("条")
    }


def test_figures_agree_between_the_documents(documents: dict[str, ParsedDocument]) -> None:
    plan = documents["示例-清岚县审计反馈问题整改方案.docx"].text
    amounts = ["3200", "86.40", "23.75", "210.80", "412", "378.60", "295", "8.16", "7.80", "356", "2140"]
    assert [amount for amount in amounts if f"{amount}万元" not in plan] == []
    assert round(sum(map(float, amounts)), 2) == 7118.51
    ledger = documents["示例-清岚县考核反馈问题整改台账.xlsx"].text
    towns = re.findall(r"^[\u4e00-\u9fff]{2}[镇乡]\t(\d+)\t(\d+)\t([\d.]+)\t", ledger, re.MULTILINE)
    assert [round(sum(float(row[i]) for row in towns), 1) for i in range(3)] == [68, 19450, 11209.4]
    projects = re.findall(r"\t(\d+)万元\t", documents["示例-清岚县衔接资金项目计划公示.html"].text)
    assert (len(projects), sum(map(int, projects))) == (8, 2386)


@pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the originals of the digests are not in {SEEDS}")
@pytest.mark.parametrize("name", DIGESTS)
def test_no_sentence_of_a_digest_is_copied(name: str, documents: dict[str, ParsedDocument]) -> None:
    original = "|".join(_words(path.read_text(encoding="utf-8")) for path in sorted(SEEDS.iterdir()))
    assert list(_common_runs(_words(documents[name].text), original, 16)) == []


_UNIT = r"[省市县区、各相关（）]*(?:财政|农业农村|乡村振兴|自然资源(?:和?规划)?|民族宗教事务|审计|林业|水务|人社|住建|发改|综合执法)局"
_NAMES = re.compile(
    r"《[^》]*》|“[^”]*”|[\u4e00-\u9fff]{1,10}〔\d{4}〕\d+号|[\d.]+|^.*(?:报告|方案|通知|答复)（摘要）$|责任单位|整改(?:措施|时限)"
    rf"|{_UNIT}|发展和?改革委(?:员会)?|(?:县|市)?人民政府(?:办公室)?|就业创业促进中心|[\u4e00-\u9fff]{{2}}[镇乡]|公司"
    r"|人大三次会议|巩固拓展脱贫攻坚成果同乡村振兴有效衔接|脱贫攻坚成效考核反馈问题整改工作方案|抄送.*",
    re.MULTILINE,
)


def _words(text: str) -> str:
    """The Chinese characters of a text; a bar where a name, a number, a title or a label stands, which all may keep."""
    return re.sub(r"[^\u4e00-\u9fff|]", "", _NAMES.sub("|", text))


def _common_runs(text: str, original: str, length: int) -> Iterator[str]:
    """The pieces of `length` characters that both texts hold."""
    for start in range(len(text) - length + 1):
        piece = text[start : start + length]
        if "|" not in piece and piece in original:
            yield piece
