"""Names in a text: documents and their numbers, bodies, places and people; and which of them a source does not hold.

Chinese has no spaces, so where a name begins is not written. A name is therefore read from its end (…局, …县) leftwards, as
far as the source says the same: 由县财政局牵头 rests on 责任单位：县财政局 because what is left of the match is no part of a name,
and 县民政局 does not, although 政局 stands there too.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.places import displaced, words_after
from assistant.tagging import tagged

_LEVEL = "省市县区州盟旗镇乡村国"
_BODY_END = (
    r"(?<!当)(?<!布)(?<!格)(?<!结)(?<!大)(?<!全)(?<!破)局(?![部限势面])|(?:厅(?!级)|(?<!部)(?<!签)署(?!名))|国务院|[法院]院|检察院|[医学]院|大学|中学|小学|幼儿园|学校|(?<!有关)(?<!相关)(?<![各该本])(?:部门|机关)|"
    r"政府|委员会|(?<=[县市区省纪监健改农政法党工教住编资])委(?![员托派任屈])|办公室|办事处|(?<=[兴国府农政革贫治])办(?![法理公事案学结好证件税班成报])|"
    r"(?<=[政育村化融保防障务利息乡输设传织战商交运源业境安信计生电法])部(?![门分署队位件长])|党组|党委|党支部|党总支|中心(?!任务|工作|环节|思想|城|镇|村)|"
    r"公司|集团|银行|信用社|合作社|联合社|联社|协会|联合会|理事会|监事会|董事会|常委会|代表大会|代表会议|工会|基金会|商会|妇联|残联|团委|管委会|村委会|居委会|"
    r"领导小组|工作组|督导组|督察组|巡视组|巡察组|调查组|检查组|专班|[大支总中]队|工作队|事务所|派出所|财政所|司法所|研究所|卫生[院所室]|管理[所站]|[经务推水电]站|站(?=牵头|负责)"
)
_ENDS = re.compile(rf"(?P<body>{_BODY_END})|(?P<place>[{_LEVEL}](?!级|委|办))")
_GENERIC = re.compile(
    r"(?:[各全本该某外每我两新老旧农山乡城小社校园厂辖片景库牧灾疫老边贫特地郊市街片矿林港湾海湖赛战学营]|行政|自然|试点|示范|先进|中心|贫困|脱贫|薄弱|城中|县|各类|有关|相关)$"
)
_COMMON = re.compile(
    r"乡村|农村|城市|城镇|市场|市级|县域|区域|区别|区分|村级|村民|村务|村账|乡镇|镇村|国家|国有|国库|州县|市县|县区|市区|区块|村两|村干|村社|村集|省级|旗帜|旗下|我国|全国|各地"
)
_FREE = "由和与及或对向经的将把在是为被从到至请报按给让以据和须应可需未并则即其、各会给用使"
"""Characters that end what stands before a name."""

_SHORT = (
    ("发展和改革", "发改"), ("发展改革", "发改"), ("人力资源和社会保障", "人社"), ("人力资源社会保障", "人社"), ("住房和城乡建设", "住建"),
    ("住房城乡建设", "住建"), ("卫生健康委员会", "卫健委"), ("卫生健康", "卫健"), ("市场监督管理", "市监"), ("市场监督管理", "市场监管"),
    ("自然资源和规划", "自然资源"), ("自然资源和规划", "自规"), ("文化和旅游", "文旅"), ("文化广电和旅游", "文旅"), ("教育体育", "教体"),
    ("医疗保障", "医保"), ("应急管理", "应急"), ("交通运输", "交通"), ("林业和草原", "林草"), ("生态环境", "环保"), ("城市管理", "城管"),
    ("人民政府", "政府"), ("人民法院", "法院"), ("人民检察院", "检察院"), ("委员会", "委"), ("村民委员会", "村委会"),
    ("居民委员会", "居委会"), ("国家金融监督管理总局", "金融监管总局"), ("国有资产监督管理委员会", "国资委"), ("乡村振兴", "振兴"),
    ("退役军人事务", "退役军人"), ("工业和信息化", "工信"), ("残疾人联合会", "残联"), ("妇女联合会", "妇联"), ("人民代表大会", "人大"),
    ("常务委员会", "常委会"), ("领导小组办公室", "领导小组"),
)  # fmt: skip
_NUMBER = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{0,14})[〔\[(【﹝](?P<year>(?:19|20)\d{2})[〕\])】﹞](?:第)?(?P<serial>\d{1,5})号"
)
_BEFORE_NUMBER = re.compile(
    r".*(?:根据|依据|依照|按照|印发|转发|下发|文号[为是]?|以及|关于|通知|文件|[据照按以由经见如和与及即为])"
)
_TITLE = re.compile(r"《(?P<name>[^《》]{2,80})》")


@lru_cache(maxsize=64)
def shortened(text: str) -> str:
    """A text with the long names of bodies in their usual short form, so that both forms are found."""
    for long, short in _SHORT:
        text = text.replace(long, short)
    return text


def count_names(text: str) -> int:
    """How many names a plain text holds."""
    return sum(1 for _ in _TITLE.finditer(text)) + sum(1 for _ in _NUMBER.finditer(text)) + sum(1 for _ in _ends(text))


def without_titles(text: str) -> str:
    """A plain text of the same length with titles and document numbers struck out: they are compared whole."""
    text = _TITLE.sub(lambda match: "□" * len(match[0]), text)
    return _NUMBER.sub(lambda match: match["body"] + "□" * (len(match[0]) - len(match["body"])), text)


def missing_names(sentence: str, source: str) -> list[str]:
    """The names of a plain sentence that a plain source does not hold, as written."""
    missing = [match[0] for match in _TITLE.finditer(sentence) if not _titled(match["name"], source)]
    rest = _TITLE.sub("，", sentence)
    known = list(_NUMBER.finditer(source))
    missing += [match[0] for match in _NUMBER.finditer(rest) if not any(_same_number(match, other) for other in known)]
    rest = _NUMBER.sub("，", rest)
    sources = (source, *((shortened(source),) if shortened(source) != source else ()))
    for end in _ends(rest):
        if not _held(rest, end, sources):
            missing.append(_written(rest, end))
    missing += _displaced_bodies(shortened(rest), shortened(source))
    return missing + [name for name in _tagged(rest) if name not in source]


def _displaced_bodies(sentence: str, source: str) -> list[str]:
    """Bodies of which a sentence says what its source says, in the same words, of another."""
    known = [(words_after(source, end.end()), source[: end.end()]) for end in _ends(source) if end["body"]]
    bodies = [end for end in _ends(sentence) if end["body"]]
    return [_written(sentence, end) for end in bodies if _displaced(sentence, end, known)]


def _displaced(sentence: str, end: re.Match[str], known: Sequence[tuple[str, str]]) -> bool:
    tail = sentence[max(0, end.end() - 3) : end.end()]
    return displaced(words_after(sentence, end.end()), known, lambda other: other.endswith(tail))


def _titled(name: str, source: str) -> bool:
    """A title stands in 《》 or as a line of the source; its quotation marks and brackets are not compared."""
    return _bare(name) in _bare(source)


def _bare(text: str) -> str:
    return re.sub(r"[\s《》〈〉“”\"'()]", "", text)


def _same_number(stated: re.Match[str], known: re.Match[str]) -> bool:
    """Same year and serial, and the same short name of the body, whatever verb stands before it."""
    if (stated["year"], int(stated["serial"])) != (known["year"], int(known["serial"])):
        return False
    mine, theirs = _BEFORE_NUMBER.sub("", stated["body"]), _BEFORE_NUMBER.sub("", known["body"])
    return not mine or mine == theirs or stated["body"] == known["body"] or _only_more_words(theirs, mine)


def _only_more_words(long: str, short: str) -> bool:
    """Whether `long` is `short` after other words: two at least, for one more character makes another body of it."""
    return len(short) >= 2 and long.endswith(short) and len(long) - len(short) >= 2


def _ends(text: str) -> Iterator[re.Match[str]]:
    """Where a body or a place ends in a text; general words such as 各县 and 农村 are no names."""
    for match in _ENDS.finditer(text):
        before = text[max(0, match.start() - 6) : match.start()]
        if not re.search(r"[\u4e00-\u9fff]$", before):
            continue
        if match["place"] and (_generic(text, match.start()) or before[-1] in _FREE + _LEVEL):
            continue
        yield match


def _generic(text: str, at: int) -> bool:
    around = text[max(0, at - 1) : at + 2]
    return bool(
        _GENERIC.search(text[max(0, at - 4) : at]) or _COMMON.search(around) or _COMMON.search(text[at : at + 2])
    )


def _held(text: str, end: re.Match[str], sources: tuple[str, ...]) -> bool:
    """Whether some source says the name that ends at `end`: as far left as they agree, a name begins there."""
    forms = ((text, end.end()), (shortened(text[: end.end()]), len(shortened(text[: end.end()]))))
    for written, stop in forms:
        for source in sources:
            length = _agreement(written[:stop], source)
            least = len(end[0]) + (1 if end["place"] or len(end[0]) < 3 else 0)
            inner = re.search(rf"(?:[^\u4e00-\u9fff]|[{_FREE}]).{{{least},}}$", written[stop - length : stop])
            if length >= least and (inner or _begins(written, stop - length, source)):
                return True
    return False


def _agreement(text: str, source: str) -> int:
    """Length of the longest end of `text` that stands in `source`."""
    length = 0
    while length < len(text) and text[len(text) - length - 1 :] in source:
        length += 1
    return length


def _begins(text: str, start: int, source: str) -> bool:
    """Whether a name can begin at `start`: after a mark or a verb, or after a place that the source names too."""
    if start == 0 or not re.match(r"[\u4e00-\u9fff]", text[start - 1]):
        return True
    if text[start - 1] in _FREE:
        return True
    if text[start - 1] in _LEVEL:
        return _place_before(text[:start], text[start:], source)
    if text[start] in _LEVEL and _place_before(text[: start + 1], text[start:], source):
        return True
    return any(word_end == start and flag[0] in "vpcdurmqfyxwt" for word_end, flag in _cut(text))


def _place_before(place: str, rest: str, source: str) -> bool:
    """青山县财政局 may be said of 县财政局 in a text about 青山县: not of 市财政局 there, nor of 河东县财政局."""
    level = place[-1]
    named = re.search(rf"([\u4e00-\u9fff]{{2}}){level}$", place)
    if not named or named[0] not in source:
        return False
    body = rest.removeprefix(level)
    own = re.compile(rf"(?:^|[^\u4e00-\u9fff]|[{_FREE}]){level}?{re.escape(body)}")
    return bool(own.search(source))


def _written(text: str, end: re.Match[str]) -> str:
    """A name as a reader would mark it: to the nearest mark or verb on its left, ten characters at most."""
    run = re.search(rf"[^\W{_FREE}\d]{{1,10}}$", text[: end.end()])
    return run[0] if run else end[0]


def _tagged(text: str) -> list[str]:
    """Places without 县 or 市, and people, as jieba's tagger knows them."""
    return [
        word
        for word, flag in tagged(text)
        if flag in ("ns", "nr", "nrt", "nrfg") and len(word) > 1 and not _plain_word(word)
    ]


def _plain_word(word: str) -> bool:
    return bool(re.fullmatch(r"中国|我国|全国|国家|[各全本该].*|.*[级为高明和安成平严]", word)) or bool(
        _COMMON.search(word)
    )


def _cut(text: str) -> list[tuple[int, str]]:
    """Where words end, with their parts of speech."""
    at, found = 0, []
    for word, flag in tagged(text):
        at += len(word)
        found.append((at, flag))
    return found
