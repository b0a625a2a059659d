"""Chinese numerals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numerals import parse_numeral


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


def _write(number: int) -> str:
    """The usual way to write a number below ten thousand, by the schoolbook rule."""
    digits = "零一二三四五六七八九"
    written = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += digits[digit] + name
        elif written and not written.endswith("零"):
            written += "零"
    return (
        written.rstrip("零").removeprefix("一十") if not 10 <= number < 20 else "十" + digits[number % 10].strip("零")
    )


@given(st.integers(min_value=1, max_value=9999))
def test_every_number_below_ten_thousand_comes_back(number: int) -> None:
    assert parse_numeral(_write(number)) == number
    assert parse_numeral(str(number)) == number
