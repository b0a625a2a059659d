"""Chinese numerals to numbers: 十九 → 19, 一千二百 → 1200, 二〇二二 → 2022, １２ → 12."""

import unicodedata

DIGITS = dict(zip("零〇○一二两三四五六七八九", (0, 0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
UNITS = {"十": 10, "百": 100, "千": 1000}
SECTIONS = {"万": 10_000, "亿": 100_000_000}

NUMERAL = "零〇○一二两三四五六七八九十百千"
"""Characters of a whole number below ten thousand, for character classes of regular expressions."""


def parse_numeral(text: str) -> int:
    """Value of a whole number written in Chinese or in Arabic digits of any width.

    A run of digits without 十百千 is read place by place (二〇二二), as years are written.

    Raises:
        ValueError: if `text` holds anything but numerals.
    """
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    if plain.isascii() and plain.isdigit():
        return int(plain)
    # Both kinds stand side by side where somebody corrected a number or a scan was misread: 第1十条.
    plain = "".join("零一二三四五六七八九"[int(c)] if c.isascii() and c.isdigit() else c for c in plain)
    if not plain or any(c not in DIGITS and c not in UNITS and c not in SECTIONS for c in plain):
        raise ValueError(f"{text!r} is not a whole number; expected Arabic digits or Chinese numerals such as 十九")
    if len(plain) > 1 and all(c in DIGITS for c in plain):
        return int("".join(str(DIGITS[c]) for c in plain))
    total = section = digit = 0
    for c in plain:
        if c in DIGITS:
            digit = DIGITS[c]
        elif c in UNITS:
            section += (digit or 1) * UNITS[c]
            digit = 0
        else:
            chunk, section, digit = section + digit, 0, 0
            # 万亿 multiplies what stands before it, while 亿 … 万 adds: 三万亿 and 一亿二千万.
            total = (total + chunk) * SECTIONS[c] if c == "亿" else total + chunk * SECTIONS[c]
    return total + section + digit


def write_numeral(number: int) -> str:
    """A whole number below ten thousand in Chinese, as headings are numbered: 19 → 十九, 105 → 一百零五."""
    digits = "零一二三四五六七八九"
    written = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += digits[digit] + name
        elif written and not written.endswith("零"):
            written += "零"
    written = written.rstrip("零") or "零"
    return written.removeprefix("一") if 10 <= number < 20 else written
