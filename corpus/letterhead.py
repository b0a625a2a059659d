"""Title, 发文字号, issuing body, dates, signer and recipients, read by the rules of the format (GB/T 9704-2012).

What is not there is None: the letterhead is quoted in citations, so nothing in it is guessed.
"""

import re
from dataclasses import dataclass

from corpus.numerals import NUMERAL, parse_numeral
from corpus.outline import lost_line_breaks, outline

KINDS = (
    "通知", "报告", "实施方案", "工作方案", "方案", "实施意见", "意见", "批复", "答复", "复函", "函", "纪要", "请示", "公告",
    "通告", "公示", "通报", "决定", "决议", "命令", "令", "议案", "公报", "实施办法", "办法", "实施细则", "细则", "规定", "规则",
    "规程", "条例", "法", "指南", "规划", "计划", "要点", "制度", "台账", "清单", "简报", "讲话稿", "讲话", "总结",
)  # fmt: skip
"""Kinds of documents by the word their title ends with: the fifteen of the 2012 regulation, statutes, office papers."""

_YEAR = r"(?:19|20)\d{2}"
_NUMBER = re.compile(rf"[\u4e00-\u9fff]{{1,16}}\s?[〔\[（(【﹝]\s*{_YEAR}\s*[〕\])）】﹞]\s*(?:第\s*)?\d{{1,5}}\s*号")
_ORDER_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,20}(?:令|公告)\s*(?:20\d{2}年\s*)?第\s*\d{1,5}\s*号")
_DATE = re.compile(
    rf"(?P<year>{_YEAR}|[{NUMERAL}]{{4}})\s*年\s*(?P<month>[\d{NUMERAL}]{{1,3}})\s*月\s*(?P<day>[\d{NUMERAL}]{{1,3}})\s*日"
)
_SIGNER = re.compile(r"签\s*发\s*人\s*[:：]\s*([\u4e00-\u9fff·]{2,8}(?:[ 　、]+[\u4e00-\u9fff·]{2,8})*)")
_COPIES = re.compile(r"抄\s*送\s*[:：]\s*([^\n]*(?:[，、,]\s*\n(?!\s*\n|-)[^\n]+)*)")
_ATTACHMENT = re.compile(r"^[ \t　]*附\s*件\s*[\d一二三四五六七八九十]*\s*[:：]\s*([^\n]+)", re.MULTILINE)
_TITLE_END = re.compile(rf"(?:{'|'.join(KINDS)})(?:\s*[（(][^（）()]{{1,12}}[)）])*$")
_BODY_NAME = re.compile(
    r"^[\u4e00-\u9fff（）()]{2,40}?(?:人民政府办公[室厅]|人民政府|办公[室厅]|委员会|总局|领导小组|党委|县委|市委|区委|省委|部|厅|局|署|院|会|公司|中心)$"
)
_REGION = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,9}?(?:特别行政区|自治区|自治州|自治县|自治旗|省|市|州|盟|县|区|旗|镇|乡|街道))+"
)


@dataclass(frozen=True)
class Letterhead:
    """What the head and the foot of a document say about it; dates are ISO (2023-09-27).

    `date` is the 成文日期, `printed` the 印发日期 of the imprint. `issuer` joins several bodies with 、.
    """

    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    date: str | None = None
    printed: str | None = None
    kind: str | None = None
    region: str | None = None
    signer: str | None = None
    recipients: str | None = None
    copies: str | None = None
    attachments: tuple[str, ...] = ()

    @property
    def year(self) -> int | None:
        """Year of the document: of its date, else of its imprint, else of its number."""
        for stated in (self.date, self.printed, re.sub(r".*?(\d{4}).*", r"\1", self.number or "")):
            if stated and stated[:4].isdigit():
                return int(stated[:4])
        return None


def read_letterhead(text: str) -> Letterhead:
    """Read the letterhead from the text before the first numbered section and from the last lines."""
    sections = outline(text)
    head = text[: sections[1].start if len(sections) > 1 and not sections[0].headings else 1500][:3000]
    lines = _lines(head)
    title = _title(lines)
    issuers = _issuers(lines, title)
    tail = text[-600:]
    return Letterhead(
        title=title,
        number=_number(lines),
        issuer="、".join(issuers) or None,
        date=_date_line(_lines(head) + _lines(tail)),
        printed=_printed(tail),
        kind=_kind(title),
        region=_region(issuers, title),
        signer=_first(_SIGNER, head),
        recipients=_recipients(lines, title),
        copies=_clean(_first(_COPIES, tail)),
        attachments=tuple(_clean(name) or "" for name in _ATTACHMENT.findall(text)),
    )


def _lines(text: str) -> list[str]:
    """Lines without markup and without the spaces that spread a name over the width of the page."""
    broken = text.split() if lost_line_breaks(text) else text.splitlines()
    lines = (re.sub(r"^\[\w+: \w+\]", "", re.sub(r"[#*]+", "", line)).strip(" \t　\xa0") for line in broken)
    return [
        re.sub(r"(?<=[\u4e00-\u9fff〔〕》“”0-9])[ \t　\xa0]+(?=[\u4e00-\u9fff〔《“0-9])", "", line)
        for line in lines
        if line
    ]


def _number(lines: list[str]) -> str | None:
    """The document's own number stands on a line of its own; numbers of other documents stand within sentences."""
    for line in lines[:30]:
        match = _NUMBER.search(line) or _ORDER_NUMBER.match(line)
        if match and len(line) <= len(match[0]) + 16 and not re.search(r"[《（(]\s*$", line[: match.start()]):
            return re.sub(r"\s", "", match[0])
    return None


def _title(lines: list[str]) -> str | None:
    """The first run of up to five lines that ends with a kind word, begun at 关于 or at the issuing body above it."""
    for end, line in enumerate(lines[:30]):
        bare = re.sub(r"[》”]+$", "", line)
        if "。" in line or line.endswith(("：", ":", "文件")) or not _TITLE_END.search(bare):
            continue
        for start in range(max(0, end - 4), end + 1):
            title = "".join(lines[start : end + 1])
            if _is_title(title) and not any(_ends_before_title(part) for part in lines[start:end]):
                return title
    first = lines[0] if lines else ""
    return first if first and len(first) <= 60 and "。" not in first else None


def _is_title(text: str) -> bool:
    balanced = text.count("《") == text.count("》") and text.count("〈") == text.count("〉")
    return balanced and 4 <= len(text) <= 150 and not re.search(r"[。；]|^第.{1,3}[章条]|^（", text)


def _ends_before_title(line: str) -> bool:
    """Lines that stand above a title and are no part of it."""
    return bool(
        line.endswith(("文件", "：", ":")) or _NUMBER.search(line) or (_DATE.search(line) and len(line) < 20)
        or re.search(r"签发人|办理结果|^[-—\d\s]+$|密级|特急|加急", line)
        or (_TITLE_END.search(line) and "《" not in line and "关于" not in line)
    )  # fmt: skip


def _issuers(lines: list[str], title: str | None) -> list[str]:
    """Issuing bodies: before 关于 in the title, else the red head (…文件), else the names that sign."""
    before = re.match(r"(.{2,40}?)(?=关于|印发|转发)", title or "")
    if before and _BODY_NAME.match(before[1]):
        return [before[1]]
    head = []
    for line in lines[:14]:
        name = re.sub(r"文件$", "", line)
        if line == "文件" or (title and title.startswith(line)):
            break
        if _BODY_NAME.match(name):
            head.append(name)
            if line.endswith("文件"):
                break
    if head:
        return list(dict.fromkeys(head))
    if before and re.search(r"[\u4e00-\u9fff]{2,}(?:部|局|委|办|厅|会|政府)$", before[1]):
        return re.split(r"[ 　、]+", before[1])
    signed = [line for line in lines[-12:] if _BODY_NAME.match(line)]
    return list(dict.fromkeys(signed))


def _date_line(lines: list[str]) -> str | None:
    """The last line that is a date and nothing else: the 成文日期 stands alone under the signature."""
    found = [match for line in lines if (match := _DATE.fullmatch(line.strip("（）() ")))]
    return _iso(found[-1]) if found else None


def _printed(tail: str) -> str | None:
    found = [match for match in _DATE.finditer(tail) if re.match(r"\s*印", tail[match.end() :])]
    return _iso(found[-1]) if found else None


def _iso(match: re.Match[str]) -> str | None:
    year, month, day = (parse_numeral(match[name]) for name in ("year", "month", "day"))
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def _kind(title: str | None) -> str | None:
    match = _TITLE_END.search(re.sub(r"[》”]+$", "", title or ""))
    return re.sub(r"[（(].*", "", match[0]).strip() if match else None


def _region(issuers: list[str], title: str | None) -> str | None:
    for name in (*issuers, title or ""):
        match = _REGION.match(name)
        if match and not re.match(r"[各本全]|关于", match[0]):
            return match[0]
    return None


def _recipients(lines: list[str], title: str | None) -> str | None:
    """The line after the title that ends with a colon and names bodies or a person."""
    if not title:
        return None
    at = next((i for i, line in enumerate(lines) if title.endswith(line)), None)
    if at is None:
        return None
    for line in lines[at + 1 : at + 6]:
        if line.endswith(("：", ":")) and len(line) <= 200 and "。" not in line:
            return line.rstrip("：:")
    return None


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match[1].strip() if match else None


def _clean(text: str | None) -> str | None:
    return re.sub(r"\s+", "", text).rstrip("。") if text else None
