"""Batches, issues, quarters and items: which are named, and what may tell of them."""

import pytest

from assistant.ordinals import fits_ordinals, forms, ordinals


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第二批和第2批", {("批", 2)}),
        ("第二批次", {("批", 2)}),
        ("2024年二季度、第三季度", {("季度", 2), ("季度", 3)}),
        ("问题5、附件二和第11个问题", {("问题", 5), ("附件", 2), ("问题", 11)}),
        ("三个问题，问题3个", set()),
        ("第十条", set()),
    ],
)
def test_ordinals_are_read_in_both_numerals(text: str, found: set[tuple[str, int]]) -> None:
    assert ordinals(text) == found


@pytest.mark.parametrize(
    ("own", "around", "fits"),
    [
        ("第三批名单", "", True),
        ("第二批名单", "第三批", False),
        ("名单如下", "关于第三批名单的公示", True),
        ("名单如下", "关于第二批名单的公示", False),
        ("名单如下", "关于名单的公示", False),
    ],
)
def test_a_clause_is_of_the_batch_that_it_or_its_document_names(own: str, around: str, fits: bool) -> None:
    assert fits_ordinals({("批", 3)}, own, around.__contains__) == fits


def test_an_item_may_be_told_without_its_number() -> None:
    assert fits_ordinals({("问题", 2)}, "账目不清", "".__contains__)
    assert not fits_ordinals({("问题", 2)}, "问题1：账目不清", "问题2".__contains__)


def test_they_are_said_as_they_are_called() -> None:
    assert [forms(each) for each in (("批", 3), ("问题", 5), ("季度", 2))] == [
        ("第三批", "第3批"),
        ("问题5", "问题五"),
        ("第二季度", "第2季度", "二季度", "2季度"),
    ]
