"""Title, 发文字号, issuing body, dates, signer and recipients, read by the rules of the format (GB/T 9704-2012).

What is not there is None: the letterhead is quoted in citations, so nothing in it is guessed.
"""

import itertools
import re
from dataclasses import dataclass

from corpus.bodies import is_body, names_recipients, region_of, split_bodies
from corpus.numbering import lost_line_breaks
from corpus.numerals import NUMERAL, parse_numeral
from corpus.outline import outline

KINDS = (
    "通知", "报告", "实施方案", "工作方案", "方案", "实施意见", "意见", "批复", "答复", "复函", "函", "纪要", "请示", "公告",
    "通告", "公示", "通报", "决定", "决议", "命令", "令", "议案", "公报", "实施办法", "办法", "实施细则", "细则", "规定", "规则",
    "规程", "条例", "法", "指南", "规划", "计划", "要点", "制度", "台账", "清单", "简报", "讲话稿", "讲话", "总结",
)  # fmt: skip
"""Kinds of documents by the word their title ends with: the fifteen of the 2012 regulation, statutes, office papers."""

_YEAR = r"(?:19|20)\d{2}"
_NUMBER = re.compile(
    rf"[\u4e00-\u9fff]{{1,16}}\s?[〔\[（(【﹝]\s*(?:{_YEAR}|[12][\dOo]{{3}})\s*[〕\])）】﹞]\s*(?:第\s*)?\d{{1,5}}\s*号"
)
_ORDER = re.compile(
    rf"(?P<bodies>[\u4e00-\u9fff、 　]{{2,80}}?)(?P<kind>令|公告)\s*[〔（(]?(?P<year>(?:{_YEAR}年?)?)[〕）)]?\s*第\s*(?P<count>[\d{NUMERAL}]{{1,5}})\s*号"
)
_OF_ANOTHER = re.compile(r"[《（(]\s*$|依据|根据|按照|参照")
"""What stands before the number of another document."""

_STATED = re.compile(
    r"(?P<name>发文字号|文号|发文机关|发文单位|制发机关|发布机构|发布单位|公开责任部门|填报单位|编制单位|制表单位|提供单位|信息来源|来源"
    r"|成文日期|发文日期|印发日期|生成日期|填报日期|填报时间|填表日期|更新日期|更新时间|发布日期|发布时间|公开日期)[:：]\s*"
    r"(?P<value>.+?)(?=\s*(?:索引号|主题分类|标题|单位|(?:发文|成文|印发|发布|制发|填报|更新|提供)[\u4e00-\u9fff]{2}|文号|信息来源|来源|日期|时间|有效性|作者|浏览|字体)[:：]|$)"
)
"""What a web page states of a document above its text."""

_DATE = re.compile(
    rf"(?P<year>{_YEAR}|[{NUMERAL}]{{4}})\s*年\s*(?P<month>[\d{NUMERAL}]{{1,3}})\s*月\s*(?P<day>[\d{NUMERAL}]{{1,3}})\s*日"
)
_SPOKEN = re.compile(rf"^[（(〔\[—\-－\s]*{_DATE.pattern}在.{{4,60}}上[）)〕\]]?$")
"""The line under the title of a report that was spoken: when and where."""

_NOTE = re.compile(
    r"[（(](?=[^（）()]{0,40}年)(?:[^（）()]|[（(][^（）()]*[)）])*?(?:公布|发布|通过|修订|修正|印发|施行)(?:[^（）()]|[（(][^（）()]*[)）])*[)）]"
)
"""The note under the title of a law or a rule: who made it, by which order, when, and when it was changed."""

_DASHED = re.compile(rf"(?P<year>{_YEAR})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})")
_SIGNER = re.compile(r"签\s*发\s*人\s*[:：]\s*([\u4e00-\u9fff·]{2,8}(?:[ 　、]+[\u4e00-\u9fff·]{2,8})*)")
_COPIES = re.compile(r"抄\s*送\s*[:：]\s*((?:[^\n]*[，、,][ \t]*\n(?!\s*\n|-))*[^\n]+)")
_ATTACHMENTS = re.compile(
    r"^[ \t　]*附\s*件\s*[\d一二三四五六七八九十]*\s*[:：]\s*(.+(?:\n[ \t　]*\d{1,2}\s*[.．、].+)*)", re.MULTILINE
)
_TITLE_END = re.compile(rf"(?:{'|'.join(KINDS)})(?:\s*[（(][^（）()]{{1,12}}[)）])*$")


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
    flat = lost_line_breaks(text)
    head = text[: sections[1].start if len(sections) > 1 and not sections[0].headings else 1500][:3000]
    lines, tail = _lines(head, flat), _lines(text[-600:], flat)
    titled = _title(lines)
    title = "".join(titled) or (None if "\t" in head.lstrip().split("\n", maxsplit=1)[0] else _plain_title(lines))
    note = _note(head)
    stated = _stated_above(lines)
    issuers = _issuers(lines, tail, titled, note) or split_bodies(stated.get("issuer", ""))
    return Letterhead(
        title=title,
        number=_number(lines) or _order_number(note),
        issuer="、".join(issuers) or None,
        date=_signed_date(_lines(text, flat), issuers)
        or _date_line(lines + tail)
        or _note_date(note)
        or stated.get("date"),
        printed=_printed(tail),
        kind=_kind(title),
        region=_region(issuers, title),
        signer=_first(_SIGNER, head),
        recipients=_recipients(lines, title),
        copies=_stated(_clean(_first(_COPIES, text[-600:]))),
        attachments=_attachments(text),
    )


def _lines(text: str, flat: bool) -> list[str]:
    """Lines without markup and without the spaces that spread a name over the width of the page.

    Where line breaks were lost (`flat`) spaces stand in their place.
    """
    broken = text.split() if flat else text.splitlines()
    lines = (re.sub(r"^\[\w+: \w+\]|^【.*】$", "", re.sub(r"[#*]+", "", line)).strip(" \t　\xa0") for line in broken)
    lines = (re.sub(r"^(?:标\s*题|信息名称)\s*[:：]\s*|^附件\s*\d*(?:[ \t　]+|$)", "", line) for line in lines)
    lines = (line for line in lines if re.search(r"\w", line))
    return [
        re.sub(r"(?<=[\u4e00-\u9fff〔〕》“”0-9])[ \t　\xa0]+(?=[\u4e00-\u9fff〔《“0-9])", "", line)
        for line in lines
        if line
    ]


def _number(lines: list[str]) -> str | None:
    """The document's own number stands on a line of its own; numbers of other documents stand within sentences."""
    for line, below in itertools.zip_longest(lines[:30], lines[1:31], fillvalue=""):
        match = _NUMBER.search(line)
        alone = match and re.fullmatch(r"[（(]\s*[）)]", line.replace(match[0], ""))
        if match and len(line) <= len(match[0]) + 16 and (alone or not _OF_ANOTHER.search(line[: match.start()])):
            return _even_brackets(re.sub(r"\s", "", match[0]))
        divided = line.endswith("令") or (line.endswith("公告") and is_body(line.removesuffix("公告")))
        order = _ORDER.match(line + below if divided else line)
        if order and len(line) <= len(order[0]) + 16:
            return re.sub(r"\s", "", order[0])
    return None


def _even_brackets(number: str) -> str:
    """The number with 〔〕 where its brackets do not match, as a recogniser may read them."""
    pairs = ("〔〕", "[]", "（）", "()", "【】", "﹝﹞")
    year = re.search(r"(.)(\d{4})(.)", number)
    return number if year is None or year[1] + year[3] in pairs else re.sub(r".(\d{4}).", r"〔\1〕", number, count=1)


def _title(lines: list[str]) -> list[str]:
    """The first run of up to five lines that ends with a kind word, begun at 关于 or at the issuing body above it."""
    for end, line in enumerate(lines[:30]):
        bare = re.sub(r"[》”]+$", "", line)
        if "。" in line or line.endswith(("：", ":", "文件")) or not _TITLE_END.search(bare):
            continue
        for start in range(max(0, end - 4), end + 1):
            run = lines[start : end + 1]
            if _is_title("".join(run)) and not any(_ends_before_title(part) for part in run[:-1]):
                return run
    return []


def _stated_above(lines: list[str]) -> dict[str, str]:
    """What a page says of its document: who issued it and when, the date of the document before that of the page."""
    found: dict[str, str] = {}
    for line in lines[:15]:
        for match in _STATED.finditer(line):
            if re.search("机关|机构|单位|部门|来源", match["name"]) and is_body(match["value"].strip()):
                found.setdefault("issuer", match["value"].strip())
            written = _DATE.search(match["value"]) or _DASHED.search(match["value"])
            if written and (iso := _iso(written)):
                found.setdefault("of page" if re.search("发布|公开|更新", match["name"]) else "date", iso)
    return {"date": found["of page"], **found} if "of page" in found else found


def _plain_title(lines: list[str]) -> str | None:
    """The first line of a page that names no kind, where it is short and no sentence."""
    first = lines[0] if lines else ""
    return first if first and len(first) <= 60 and "。" not in first else None


def _is_title(text: str) -> bool:
    balanced = text.count("《") == text.count("》") and text.count("〈") == text.count("〉")
    return balanced and 4 <= len(text) <= 150 and not re.search(r"[。；]|^第.{1,3}[章条]|^（", text)


def _ends_before_title(line: str) -> bool:
    """Lines that stand above a title and are no part of it."""
    return bool(
        line.endswith(("文件", "：", ":", "。")) or _NUMBER.search(line) or (_DATE.search(line) and len(line) < 40)
        or re.search(r"签发人|办理结果|^[-—\d\s]+$|密级|特急|加急|^(?:ICS|CCS)\b|公报.*第\s*\d+\s*[期号]", line)
        or re.match(r"[\u4e00-\u9fff ]{2,8}[:：]", line)
        or (_TITLE_END.search(line) and "《" not in line and "关于" not in line)
    )  # fmt: skip


def _issuers(lines: list[str], tail: list[str], titled: list[str], note: str) -> list[str]:
    """Issuing bodies: above 关于 in the title, else the red head (…文件), else who signed, else who gave the order."""
    above = [line for line in titled[:-1] if is_body(line)]
    before = re.match(r"(.{2,60}?)(?=关于|印发|转发)", "".join(titled))
    if above and before and "".join(above) == before[1]:
        return split_bodies("、".join(above))
    if before and (named := split_bodies(before[1])) and all(is_body(name) for name in named):
        return named
    head = _red_head(lines, "".join(titled))
    if head:
        return head
    signed = [line for line in lines[-12:] if is_body(line)] or [line for line in tail[-12:] if is_body(line)]
    return list(dict.fromkeys(signed)) or _order_bodies(note)


def _red_head(lines: list[str], title: str) -> list[str]:
    head = []
    for line in lines[:14]:
        name = re.sub(rf"文件$|{_DATE.pattern}$", "", line)
        if line == "文件" or (title and title.startswith(line)):
            break
        if is_body(name):
            head.append(name)
            if line.endswith("文件"):
                break
    return list(dict.fromkeys(head))


def _note(head: str) -> str:
    """The note under the title of a law or a rule, empty where there is none."""
    match = _NOTE.search(re.sub(r"\s*\n\s*", "", head))
    return match[0] if match else ""


def _order_number(note: str) -> str | None:
    match = _ORDER.search(_DATE.sub("，", note))
    return re.sub(r"[\s　]+", "、", match[0].strip()) if match else None


def _order_bodies(note: str) -> list[str]:
    """Who gave the order, or the assembly that passed the law."""
    match = _ORDER.search(_DATE.sub("，", note))
    council = re.search(r"日([\u4e00-\u9fff]{2,20}(?:人民政府|局))第?[\d一二三四五六七八九十百]+[届次]", note)
    if council:
        return [council[1]]
    assembly = re.search(r"届((?:全国|[\u4e00-\u9fff]{2,8}[省市区州县])人民代表大会(?:常务委员会)?)第", note)
    return split_bodies(match["bodies"]) if match else [assembly[1]] if assembly else []


def _note_date(note: str) -> str | None:
    """The latest date at which the text was made or changed, leaving out from when it is in force."""
    stated = re.sub(r"自[^，,；;）)]*?(?:施行|实施|执行)", "", note)
    dates = [date for match in _DATE.finditer(stated) if (date := _iso(match))]
    return max(dates, default=None)


def _signed_date(lines: list[str], issuers: list[str]) -> str | None:
    """The date under the first signature of an issuing body: a document that it forwards has a later signature and date."""
    for line, below in itertools.pairwise(lines):
        match = _DATE.search(below.strip("（）() "))
        if (
            match
            and line in (*issuers, "".join(issuers))
            and not match.string[: match.start()] + match.string[match.end() :]
        ):
            return _iso(match)
    return None


def _date_line(lines: list[str]) -> str | None:
    """The last line that is a date, or a body and a date as minutes are headed: the 成文日期 stands alone."""
    found = [match for line in lines if (match := _DATE.search(line.strip("（）() "))) and _stands_alone(match)]
    spoken = (match for line in lines[:8] if (match := _SPOKEN.match(line)))
    last = found[-1] if found else next(spoken, None)
    return _iso(last) if last else None


def _stands_alone(match: re.Match[str]) -> bool:
    before, after = match.string[: match.start()], match.string[match.end() :]
    return not after and (not before or is_body(before))


def _printed(lines: list[str]) -> str | None:
    """The date of the imprint: 印发 ends its line, while in a sentence it tells of another document."""
    found = [match for line in lines for match in _DATE.finditer(line) if re.match(r"\s*印发?$", line[match.end() :])]
    return _iso(found[-1]) if found else None


def _iso(match: re.Match[str]) -> str | None:
    year, month, day = (parse_numeral(match[name]) for name in ("year", "month", "day"))
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def _kind(title: str | None) -> str | None:
    match = _TITLE_END.search(re.sub(r"[》”]+$", "", title or ""))
    return re.sub(r"[（(].*", "", match[0]).strip() if match else None


def _region(issuers: list[str], title: str | None) -> str | None:
    named = re.sub(r"^关于(?:对|印发|下达|同意|表彰|公布|发布)?", "", title or "")
    return next((region for name in (*issuers, named) if (region := region_of(name))), None)


def _recipients(lines: list[str], title: str | None) -> str | None:
    """The line after the title that ends with a colon and names bodies or people."""
    at = next((i for i, line in enumerate(lines) if title and title.endswith(line)), None)
    if at is None:
        return None
    for line in lines[at + 1 : at + 6]:
        named = line.rstrip("：:")
        if named != line and len(line) <= 200 and "。" not in line and names_recipients(named):
            return named
    return None


def _attachments(text: str) -> tuple[str, ...]:
    """Names of the attachments, one by one without their numbers."""
    names = [line for block in _ATTACHMENTS.findall(text) for line in block.split("\n")]
    return tuple(re.sub(r"^\d{1,2}[.．、]", "", clean) for name in names if (clean := _clean(name)))


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match[1].strip() if match else None


def _stated(text: str | None) -> str | None:
    """Nothing for the brackets of a form that nobody filled in."""
    return None if text is None or re.fullmatch(r"[\[［【].*[\]］】]", text) else text


def _clean(text: str | None) -> str | None:
    return re.sub(r"\s+", "", text).rstrip("。；") if text else None
