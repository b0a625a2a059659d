"""References, resolved."""

from corpus.parsed import parse
from corpus.readers import Reading
from corpus.references import abbreviations, find_references

TEXT = """整改管理办法
第一条 根据《审计整改条例》（以下简称《条例》）第八条、第九条和《预算办法》，制定本办法。
第二条 责任单位应当：
（一）制定方案；
（二）按月报告。
违反前款第二项规定的，依照本办法第四条第二款处理。
第三条 不适用前条规定的，由县审计局（以下简称审计局）处理，见《条例》第十条。
第四条 逾期不改的，通报批评。
情节严重的，依照第二条至第三条和第九条追责。
"""


def references(address: str) -> list[tuple[str, str | None, str | None, bool | None]]:
    parsed = parse(Reading(TEXT), "甲.txt")
    clause = next(clause for clause in parsed.clauses if clause.metadata["address"] == address)
    found = find_references(TEXT, parsed.clauses, clause)
    assert all(TEXT[each.start : each.end] == each.text for each in found)
    return [(each.text, each.document, each.address, each.exists) for each in found]


def test_other_documents_by_title_and_article() -> None:
    assert references("第一条") == [
        ("《审计整改条例》（以下简称《条例》）第八条", "审计整改条例", "第八条", None),
        ("第九条", "审计整改条例", "第九条", None),
        ("《预算办法》", "预算办法", None, None),
    ]


def test_the_paragraph_before_and_this_document() -> None:
    assert references("第二条") == [
        ("前款第二项", None, "第二条第一款第二项", True),
        ("本办法第四条第二款", None, "第四条第二款", True),
    ]


def test_the_article_before_and_a_short_title() -> None:
    assert references("第三条") == [("前条", None, "第二条", True), ("《条例》第十条", "审计整改条例", "第十条", None)]


def test_a_range_and_an_article_that_does_not_exist() -> None:
    assert references("第四条") == [
        ("第二条至第三条", None, "第二条", True),
        ("第二条至第三条", None, "第三条", True),
        ("第九条", None, "第九条", False),
    ]


def test_short_names() -> None:
    assert abbreviations(TEXT) == {"条例": "审计整改条例", "审计局": "由县审计局"} | {
        "审计局": abbreviations(TEXT)["审计局"]
    }
