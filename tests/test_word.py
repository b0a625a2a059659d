"""Word: what the page shows, with all changes accepted."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus import UnreadableFileError, parse_file
from corpus.readers import read
from corpus.readers.numbering import Numbering

Build = Callable[[Document], None]


def saved(tmp_path: Path, build: Build) -> Path:
    document = docx.Document()
    build(document)
    path = tmp_path / "甲.docx"
    document.save(str(path))
    return path


def add(document: Document, content: str) -> None:
    """Append XML to the body, before its section properties."""
    document.element.body.insert(-1, parse_xml(content.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))


def number_list(document: Document, levels: list[tuple[str, str]]) -> None:
    """A multilevel list with id 90: (form, text) a level."""
    body = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{body}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))


def numbered(document: Document, level: int, text: str) -> None:
    properties = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr></w:pPr>'
    add(document, f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>")


def test_numbers_that_word_generates(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        number_list(document, [("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")])
        document.add_paragraph("关于整改的方案")
        for level, text in [
            (0, "总体要求"),
            (0, "任务"),
            (1, "资金。"),
            (2, "核对账目。"),
            (2, "补记。"),
            (1, "项目。"),
            (0, "要求"),
        ]:
            numbered(document, level, text)

    parsed = parse_file(saved(tmp_path, build))
    assert (
        parsed.text
        == "关于整改的方案\n一、总体要求\n二、任务\n（一）资金。\n1.核对账目。\n2.补记。\n（二）项目。\n三、要求"
    )
    assert [c.metadata["address"] for c in parsed.clauses] == [
        "文首",
        "一",
        "二",
        "二（一）",
        "二（一）1",
        "二（一）2",
        "二（二）",
        "三",
    ]


def test_articles_numbered_by_word(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        number_list(document, [("chineseCountingThousand", "第%1条")])
        for i in range(12):
            numbered(document, 0, f"规定{i}。")

    assert read(saved(tmp_path, build)).text.splitlines()[9:] == [
        "第十条 规定9。",
        "第十一条 规定10。",
        "第十二条 规定11。",
    ]


def test_a_table_with_merged_cells(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        cells = [
            ["序号", "责任", "责任", "问题"],
            ["序号", "单位", "人员", "问题"],
            ["1", "县财政局", "张某", "账目\n不清"],
            ["2", "县财政局", "李某", "进度慢"],
        ]
        table = document.add_table(4, 4)
        for r, row in enumerate(cells):
            for c, value in enumerate(row):
                table.cell(r, c).text = value
        for first, last in [((0, 0), (1, 0)), ((0, 3), (1, 3)), ((0, 1), (0, 2)), ((2, 1), (3, 1))]:
            merged = table.cell(*first).merge(table.cell(*last))
            merged.text = cells[first[0]][first[1]]

    text = "序号\t责任单位\t责任人员\t问题\n1\t县财政局\t张某\t账目 不清\n2\t县财政局\t李某\t进度慢"
    assert read(saved(tmp_path, build)).text == text


def test_a_table_of_one_column_only_lays_out(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        table = document.add_table(2, 1)
        table.cell(0, 0).text = "青禾县人民政府文件"
        table.cell(1, 0).text = "青政发〔2023〕1号"

    assert read(saved(tmp_path, build)).text == "青禾县人民政府文件\n青政发〔2023〕1号"


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        add(
            document,
            '<w:p><w:r><w:t>期限为</w:t></w:r><w:del w:id="1"><w:r><w:delText>三十</w:delText></w:r></w:del>'
            '<w:ins w:id="2"><w:r><w:t>六十</w:t></w:r></w:ins><w:r><w:t>日，</w:t></w:r></w:p>',
        )
        add(document, '<w:p><w:pPr><w:rPr><w:del w:id="3"/></w:rPr></w:pPr><w:r><w:t>自公布</w:t></w:r></w:p>')
        add(
            document,
            "<w:p><w:r><w:t>之日</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>起算。</w:t></w:r></w:p>",
        )

    assert read(saved(tmp_path, build)).text == "期限为六十日，\n自公布之日起算。"


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>青政发〔2023〕1号</w:t></w:r></w:p></w:txbxContent>"
    namespaces = (
        nsdecls("w")
        + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
    )

    def build(document: Document) -> None:
        content = (
            f"<w:p {namespaces}><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
            f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
            "<w:r><w:t>关于整改的通知</w:t></w:r></w:p>"
        )
        document.element.body.insert(-1, parse_xml(content))

    assert read(saved(tmp_path, build)).text == "青政发〔2023〕1号\n关于整改的通知"


def test_footnotes_follow_the_text(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        add(
            document,
            '<w:p><w:r><w:t>总额8亿元</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>。</w:t></w:r></w:p>',
        )

    path = saved(tmp_path, build)
    notes = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>不含结转。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    relation = '<Relationship Id="rIdN" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>'
    kind = '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>'
    rewrite(
        path,
        {
            "word/_rels/document.xml.rels": (r"</Relationships>", relation + "</Relationships>"),
            "[Content_Types].xml": ("</Types>", kind + "</Types>"),
        },
        {"word/footnotes.xml": notes},
    )
    assert read(path).text == "总额8亿元［注1］。\n［注1］不含结转。"


def rewrite(path: Path, changed: dict[str, tuple[str, str]], added: dict[str, str]) -> None:
    """Change parts of a Word file by (pattern, replacement) and add others."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, (pattern, replacement) in changed.items():
        parts[name] = re.sub(pattern, lambda _, new=replacement: new, parts[name].decode(), count=1).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**parts, **{name: text.encode() for name, text in added.items()}}.items():
            archive.writestr(name, content)


def test_an_external_entity_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", encoding="utf-8")
    path = saved(tmp_path, lambda document: add(document, "<w:p><w:r><w:t>正文ENTITY。</w:t></w:r></w:p>"))
    declaration = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><w:document'
    rewrite(path, {"word/document.xml": ("<w:document", declaration)}, {})
    rewrite(path, {"word/document.xml": ("正文ENTITY", "正文&e;")}, {})
    assert "机密" not in read(path).text


@pytest.mark.parametrize("content", [b"not a zip", b"PK\x03\x04 broken"])
def test_a_damaged_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "坏.docx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=r"坏\.docx 不是完好的 Word 文件"):
        read(path)


def test_an_encrypted_file_is_refused_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "密.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    with pytest.raises(UnreadableFileError, match=r"密\.docx 有打开密码"):
        read(path)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "弹.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (100 * 2**20))
    with pytest.raises(UnreadableFileError, match="疑为压缩炸弹"):
        read(path)


def test_a_document_without_lists_has_no_numbers() -> None:
    assert Numbering(None, None).label(parse_xml(f"<w:p {nsdecls('w')}/>")) == ""
