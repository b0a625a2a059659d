"""Formulas of Word (Office Math) on one line, as they would be typed: 200+50×n, a/b, x^2."""

from lxml import etree

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def linear(element: etree._Element) -> str:
    """The text of a formula; what stands above, below or under a sign is set in brackets where it is more than one thing."""
    name = element.tag.removeprefix(M) if isinstance(element.tag, str) else ""
    if name == "t":
        return element.text or ""
    if name == "f":
        return f"{_part(element, 'num')}/{_part(element, 'den')}"
    if name in ("sSup", "sSub"):
        return f"{_part(element, 'e')}{'^' if name == 'sSup' else '_'}{_part(element, name[1:].lower())}"
    if name == "rad":
        return f"{_part(element, 'deg')}√{_part(element, 'e')}"
    return "".join(linear(child) for child in element)


def _part(element: etree._Element, name: str) -> str:
    part = element.find(f"{M}{name}")
    text = "" if part is None else linear(part)
    return text if text.isalnum() or not text else f"({text})"
