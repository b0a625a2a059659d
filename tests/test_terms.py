"""Terms held by a text, and years that fit."""

from llama_index.core.schema import TextNode

from assistant.terms import coverage, fits_year, held
from corpus import Letterhead

NODE = TextNode(text="2021年投入10万元。2022年投入20万元。", metadata={"headings": [], "columns": []})


def test_coverage_is_the_weighted_share_of_terms_in_any_wording() -> None:
    terms = (("打白条", "拖欠"), ("道路",))
    weights = {"打白条": 3.0, "道路": 1.0}
    assert coverage(terms, weights, "拖欠工程款") == 0.75
    assert coverage(terms, weights, "道路") == 0.25
    assert coverage((), {}, "x") == 1.0


def test_a_long_word_counts_by_its_bigrams() -> None:
    assert held("扶贫车间", "车间") == 0.8 / 3
    assert held("车间", "车") == 0.0


def test_a_year_fits_where_it_is_said_or_where_none_is() -> None:
    head = Letterhead(date="2023-05-01")
    assert fits_year(2021, "2021年投入10万元。", NODE, head)
    assert not fits_year(2023, "2021年投入10万元。", NODE, head)
    assert fits_year(2023, "今年投入30万元。", TextNode(text="今年投入30万元。", metadata=NODE.metadata), head)
    titled = Letterhead(title="青山县2022年度审计整改情况的报告", date="2023-11-30")
    assert fits_year(
        2022,
        NODE.text.replace("2022", "2020"),
        NODE.model_copy(update={"text": NODE.text.replace("2022", "2020")}),
        titled,
    )
    assert not fits_year(2022, "2021年投入10万元。", NODE, titled)
    assert not fits_year(2020, "今年投入30万元。", TextNode(text="今年投入30万元。", metadata=NODE.metadata), head)
