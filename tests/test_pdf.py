"""PDF: lines back into paragraphs, running lines out, ruled tables as rows, pages kept."""

import json
import re
from pathlib import Path

import pytest

from corpus import ParsedDocument, UnreadableFileError, parse_file
from corpus.numerals import parse_numeral
from corpus.readers import read

NFRA = Path(__file__).parents[2] / "shared/bench/nfra"

Text = tuple[float, float, float, str]
"""Left, distance of the base line from the top, font size, text."""


def write_pdf(
    path: Path, pages: list[list[Text]], rulings: list[tuple[float, float, float, float]] | None = None
) -> Path:
    """A PDF in the fewest objects that hold Chinese text: a CID font that every reader knows, none embedded.

    `rulings` are lines (x0, y0, x1, y1) on every page, y from the top.
    """
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{5 + 2 * i} 0 R' for i in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
    ]
    for number, texts in enumerate(pages):
        shown = [
            f"BT /F {size} Tf 1 0 0 1 {x} {842 - y} Tm <{text.encode('utf-16-be').hex()}> Tj ET"
            for x, y, size, text in texts
        ]
        drawn = [f"{x0} {842 - y0} m {x1} {842 - y1} l S" for x0, y0, x1, y1 in rulings or []]
        content = "\n".join([*shown, *drawn])
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {6 + 2 * number} 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    entries = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{entries}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    path.write_bytes(body + trailer.encode("latin-1"))
    return path


FULL = "本县各级各部门应当按照职责分工抓好审计整改落实工作不得拖延敷衍"[:28]


def test_a_sentence_broken_by_a_line_and_by_a_page_is_whole_again(tmp_path: Path) -> None:
    first = [
        (200.0, 80.0, 22.0, "青禾县整改管理办法"),
        (112.0, 120.0, 16.0, "第一条　" + FULL[:22]),
        (80.0, 148.0, 16.0, FULL),
        (80.0, 176.0, 16.0, "并报告结果。"),
        (112.0, 204.0, 16.0, "第二条　" + FULL[:22]),
        (80.0, 232.0, 16.0, FULL),
    ]
    second = [(80.0, 80.0, 16.0, "依照第一条办理。"), (112.0, 108.0, 16.0, "第三条　自公布之日起施行。")]
    filler = [(80.0, 150.0 + 28 * i, 16.0, FULL) for i in range(3)]
    parsed = parse_file(write_pdf(tmp_path / "甲.pdf", [first, second + filler]))
    assert parsed.text.splitlines()[:4] == [
        "青禾县整改管理办法",
        f"第一条　{FULL[:22]}{FULL}并报告结果。",
        f"第二条　{FULL[:22]}{FULL}依照第一条办理。",
        "第三条　自公布之日起施行。",
    ]
    assert [(c.metadata["address"], c.metadata["page"]) for c in parsed.clauses] == [
        ("文首", 1),
        ("第一条", 1),
        ("第二条", 1),
        ("第三条", 2),
    ]


def test_running_headers_and_page_numbers_are_no_text(tmp_path: Path) -> None:
    pages: list[list[Text]] = [
        [
            (80.0, 40.0, 12.0, "青禾县人民政府公报"),
            (80.0, 300.0 + n, 16.0, f"内容{n}甲。"),
            (290.0, 810.0, 12.0, f"- {n} -"),
        ]
        for n in range(1, 5)
    ]
    reading = read(write_pdf(tmp_path / "甲.pdf", pages))
    assert reading.text == "内容1甲。\n内容2甲。\n内容3甲。\n内容4甲。"
    assert [reading.text[start : start + 3] for start in reading.pages] == ["内容1", "内容2", "内容3", "内容4"]


def test_a_ruled_table_becomes_rows_and_a_merged_cell_stands_in_each(tmp_path: Path) -> None:
    texts = [
        (100.0, 120.0, 12.0, "问题"), (250.0, 120.0, 12.0, "整改措施"), (400.0, 120.0, 12.0, "责任单位"),
        (100.0, 160.0, 12.0, "账目不清"), (250.0, 160.0, 12.0, "补记账目"), (400.0, 180.0, 12.0, "县财政局"),
        (100.0, 200.0, 12.0, "进度慢"), (250.0, 194.0, 12.0, "加快开工，"), (250.0, 210.0, 12.0, "按月报告"),
    ]  # fmt: skip
    rulings = [(90.0, y, 500.0, y) for y in (100.0, 140.0, 220.0)] + [(90.0, 180.0, 390.0, 180.0)]
    rulings += [(x, 100.0, x, 220.0) for x in (90.0, 240.0, 390.0, 500.0)]
    reading = read(write_pdf(tmp_path / "甲.pdf", [texts], rulings))
    assert (
        reading.text == "问题\t整改措施\t责任单位\n账目不清\t补记账目\t县财政局\n进度慢\t加快开工，按月报告\t县财政局\n"
    )


@pytest.mark.parametrize("content", [b"%PDF-1.7 broken", b"\x00" * 100])
def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "坏.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=r"坏\.pdf 不是完好的 PDF"):
        read(path)


@pytest.fixture(scope="module")
def regulations() -> dict[str, ParsedDocument]:
    """The 42 PDF files of a financial regulator."""
    if not NFRA.is_dir():
        pytest.skip(f"{NFRA} is not here: the regulations are not part of the repository")
    return {path.name: parse_file(path) for path in sorted((NFRA / "documents").glob("*.pdf"))}


def test_articles_of_regulations_run_without_a_gap(regulations: dict[str, ParsedDocument]) -> None:
    lines = (NFRA / "articles_per_document.jsonl").read_text(encoding="utf-8").splitlines()
    counts = {entry["document"]: entry["articles"] for entry in map(json.loads, lines)}
    assert len(regulations) == 42
    for name, parsed in regulations.items():
        addresses = [clause.metadata["address"] for clause in parsed.clauses]
        numbers = [parse_numeral(a[1:-1]) for a in addresses if re.fullmatch("第.+条", a)]
        assert numbers == list(range(1, counts.get(name, len(numbers)) + 1)), name
        inner = [c for c in parsed.clauses if re.search(r"。\s*\n\s*第[一二三四五六七八九十百]+条\s", c.text.strip())]
        assert not inner, f"{name}: {inner[0].text}"


def test_the_asked_article_is_whole_under_its_address(regulations: dict[str, ParsedDocument]) -> None:
    for line in (NFRA / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        clauses = {clause.metadata["address"]: clause.text for clause in regulations[question["document"]].clauses}
        assert re.sub(r"\s", "", question["quote"]) in re.sub(r"\s", "", clauses[question["clause"]])


def test_a_watermark_on_every_page_is_no_text(tmp_path: Path) -> None:
    pages: list[list[Text]] = [
        [(250.0, 420.0, 40.0, "内部资料"), (80.0, 300.0, 16.0, f"第{n}页的话。")] for n in "一二三四"
    ]
    assert read(write_pdf(tmp_path / "甲.pdf", pages)).text == "第一页的话。\n第二页的话。\n第三页的话。\n第四页的话。"


def test_a_signature_on_the_right_ends_its_paragraph(tmp_path: Path) -> None:
    body = [(80.0, 100.0 + 28 * i, 16.0, FULL) for i in range(6)]
    signed = [(400.0, 300.0, 16.0, "2024年3月"), (80.0, 340.0, 16.0, FULL), (80.0, 368.0, 16.0, "完。")]
    assert read(write_pdf(tmp_path / "甲.pdf", [body + signed])).text.splitlines()[1:] == ["2024年3月", f"{FULL}完。"]


def test_gaps_that_only_typeset_are_closed(tmp_path: Path) -> None:
    texts = [
        (80.0, 100.0, 16.0, "联 系 人：县 审 计 局 周 某 某"),
        (80.0, 140.0, 16.0, "第一条 截至 2023 年底，共 8.5 万元"),
    ]
    assert (
        read(write_pdf(tmp_path / "甲.pdf", [texts])).text == "联系人：县审计局周某某\n第一条 截至2023年底，共8.5万元"
    )
