"""The numbers that Word writes in front of paragraphs: they are in no text, only in rules and counters."""

from dataclasses import dataclass

from lxml import etree

from corpus.numerals import write_numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CHINESE = (
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCounting",
    "taiwaneseCountingThousand", "koreanDigital",
)  # fmt: skip
_STEMS = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True)
class Level:
    """One level of a list: where it starts, how its number is written, and the text around it (第%1条)."""

    start: int
    form: str
    text: str


class Numbering:
    """Counts the numbered paragraphs of a document in reading order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._list_of: dict[str, str] = {}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._seen: set[tuple[str, int]] = set()
        self._style_numbers = _style_numbers(styles)
        if numbering is not None:
            self._read(numbering)

    def label(self, paragraph: etree._Element) -> str:
        """The number of the next paragraph as Word shows it, empty for one without; the counters go on by it."""
        number = self._number(paragraph)
        if number is None:
            return ""
        list_id, level_id = number
        abstract = self._list_of.get(list_id, "")
        levels = self._levels.get(abstract, {})
        level = levels.get(level_id)
        if level is None or level.form == "none":
            return ""
        counts = self._counts.setdefault(abstract, {})
        restart = self._restarts.get((list_id, level_id))
        if restart is not None and (list_id, level_id) not in self._seen:
            counts[level_id] = restart - 1
        self._seen.add((list_id, level_id))
        counts[level_id] = counts.get(level_id, level.start - 1) + 1
        for deeper in [each for each in counts if each > level_id]:
            del counts[deeper]
        return _written(level, levels, counts)

    def _read(self, numbering: etree._Element) -> None:
        for abstract in numbering.findall(f"{W}abstractNum"):
            levels = {int(each.get(f"{W}ilvl", "0")): _level(each) for each in abstract.findall(f"{W}lvl")}
            self._levels[abstract.get(f"{W}abstractNumId", "")] = levels
        for each in numbering.findall(f"{W}num"):
            list_id = each.get(f"{W}numId", "")
            self._list_of[list_id] = _value(each.find(f"{W}abstractNumId")) or ""
            for override in each.findall(f"{W}lvlOverride"):
                start = _value(override.find(f"{W}startOverride"))
                if start and start.isdigit():
                    self._restarts[list_id, int(override.get(f"{W}ilvl", "0"))] = int(start)

    def _number(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """List and level of a paragraph: its own, else those of its style; list 0 means none."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        style = _value(properties.find(f"{W}pStyle")) or ""
        inherited = self._style_numbers.get(style)
        own = properties.find(f"{W}numPr")
        if own is None:
            return inherited if inherited and inherited[0] != "0" else None
        list_id = _value(own.find(f"{W}numId")) or (inherited[0] if inherited else "0")
        level = _value(own.find(f"{W}ilvl")) or (str(inherited[1]) if inherited else "0")
        return None if list_id == "0" or not level.isdigit() else (list_id, int(level))


def _style_numbers(styles: etree._Element | None) -> dict[str, tuple[str, int]]:
    """List and level of each paragraph style, its own or those of the style that it is based on."""
    if styles is None:
        return {}
    elements = {style.get(f"{W}styleId", ""): style for style in styles.findall(f"{W}style")}
    found: dict[str, tuple[str, int]] = {}
    for name in elements:
        list_id, level, current, steps = None, None, name, 0
        while current in elements and steps < 20 and (list_id is None or level is None):
            properties = elements[current].find(f"{W}pPr/{W}numPr")
            if properties is not None:
                list_id = list_id or _value(properties.find(f"{W}numId"))
                level = level or _value(properties.find(f"{W}ilvl"))
            current, steps = _value(elements[current].find(f"{W}basedOn")) or "", steps + 1
        if list_id is not None:
            found[name] = (list_id, int(level) if level and level.isdigit() else 0)
    return found


def _level(element: etree._Element) -> Level:
    start = _value(element.find(f"{W}start")) or "1"
    form = _value(element.find(f"{W}numFmt")) or "decimal"
    return Level(int(start) if start.isdigit() else 1, form, _value(element.find(f"{W}lvlText")) or "")


def _written(level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
    if level.form == "bullet":
        return "• "
    text = level.text
    for other, form in levels.items():
        count = counts.get(other, form.start)
        text = text.replace(f"%{other + 1}", _number_text(count, form.form))
    return text if not text or text.endswith(tuple("、．.）)：:")) else f"{text} "


def _number_text(count: int, form: str) -> str:
    """A counter as its list writes it; forms that official documents never use come as digits."""
    if form in _CHINESE:
        return write_numeral(count)
    if form.startswith("decimalEnclosedCircle") and count <= len(CIRCLED):
        return CIRCLED[count - 1]
    if form == "ideographTraditional" and count <= len(_STEMS):
        return _STEMS[count - 1]
    if form in ("lowerLetter", "upperLetter") and count <= 26:
        return chr((97 if form == "lowerLetter" else 65) + count - 1)
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(count)
        return roman.lower() if form == "lowerRoman" else roman
    return str(count)


def _roman(count: int) -> str:
    values = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, sign in values:
        text += sign * (count // value)
        count %= value
    return text


def _value(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(f"{W}val")
