"""A document as HTML: cited words marked, tables as tables, nothing of it taken for markup."""

import re

from assistant.page.source import Place, outline, source
from assistant.page.wording import speaker
from corpus import ParsedDocument, parse
from corpus.readers import Reading

SAY = speaker("zh")
TEXT = (
    "某县办法\n\n第一条 甲<b>乙</b>丙。\n\n第二条 丁。\n\n序号\t问题\t整改措施\n1\t租金未收\t追缴\n2\t车间闲置\t盘活\n"
)


def document() -> ParsedDocument:
    return parse(Reading(TEXT), "办法.txt")


def shown(place: Place) -> str:
    return source(document(), place, SAY)


def test_exactly_the_cited_words_are_marked() -> None:
    start = TEXT.index("丙")
    html = shown(Place("办法.txt", "第一条", start, start + 1))
    assert re.findall("<mark>(.*?)</mark>", html) == ["丙"]
    assert re.findall(r'class="clause cited" id="(.*?)"', html) == [f"clause-{TEXT.index('第一条')}"]


def test_markup_in_a_document_is_text() -> None:
    html = shown(Place("办法.txt"))
    assert "甲&lt;b&gt;乙&lt;/b&gt;丙" in html
    assert "<b>乙</b>" not in html


def test_words_are_marked_across_markup_and_within_a_cell() -> None:
    start, end = TEXT.index("<b>"), TEXT.index("</b>")
    assert re.findall("<mark>(.*?)</mark>", shown(Place("办法.txt", "第一条", start, end))) == ["&lt;b&gt;乙"]
    start = TEXT.index("盘活")
    html = shown(Place("办法.txt", "台账第2行", start, start + 2))
    assert re.findall("<td>[^<]*<mark>(.*?)</mark></td>", html) == ["盘活"]
    assert len(re.findall('<tr class="cited"', html)) == 1


def test_a_table_keeps_its_header_and_rows() -> None:
    html = shown(Place("办法.txt"))
    rows = [re.findall("<t[dh]>(.*?)</t[dh]>", row) for row in re.findall("<tr[^>]*>(.*?)</tr>", html)]
    assert rows == [["序号", "问题", "整改措施"], ["1", "租金未收", "追缴"], ["2", "车间闲置", "盘活"]]


def test_the_outline_leads_to_every_clause() -> None:
    html = outline(document(), SAY)
    assert re.findall("<b>(.*?)</b>", html)[-5:] == ["第一条", "第二条", "台账表头", "台账第1行", "台账第2行"]
    anchors = re.findall('data-scroll="(.*?)"', html)
    assert set(anchors) <= set(re.findall('id="(clause-.*?)"', shown(Place("办法.txt"))))


def test_the_link_of_a_place_can_be_sent() -> None:
    assert Place("办法.txt", "第一条").query == "document=%E5%8A%9E%E6%B3%95.txt&clause=%E7%AC%AC%E4%B8%80%E6%9D%A1"
