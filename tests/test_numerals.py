"""Chinese numerals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numerals import parse_numeral, write_numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十九", 19),
        ("二十", 20),
        ("一百零五", 105),
        ("一千二百", 1200),
        ("两千零一十", 2010),
        ("二〇二二", 2022),
        ("１２", 12),
        ("1 0", 10),
        ("三万亿", 3_000_000_000_000),
        ("一亿二千万", 120_000_000),
    ],
)
def test_value(text: str, value: int) -> None:
    assert parse_numeral(text) == value


@pytest.mark.parametrize("text", ["", "第三", "十a", "-3", "1.5"])
def test_anything_else_is_refused_with_the_value(text: str) -> None:
    with pytest.raises(ValueError, match="not a whole number"):
        parse_numeral(text)


@given(st.integers(min_value=1, max_value=9999))
def test_every_number_below_ten_thousand_comes_back(number: int) -> None:
    assert parse_numeral(write_numeral(number)) == number
    assert parse_numeral(str(number)) == number


@pytest.mark.parametrize(
    ("number", "text"), [(10, "十"), (19, "十九"), (105, "一百零五"), (110, "一百一十"), (2010, "二千零一十")]
)
def test_numbers_are_written_as_headings_write_them(number: int, text: str) -> None:
    assert write_numeral(number) == text


def test_digits_of_both_kinds_are_read_together() -> None:
    assert [parse_numeral(text) for text in ("1一", "第1十"[1:], "2百0五")] == [11, 10, 205]
