"""What is asked: the kind of answer wanted, and the places, years, documents and clauses that it must be about."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise

from assistant.contrast import contrasted
from assistant.figures import document_numbers
from assistant.lexicon import Lexicon
from assistant.tagging import tagged
from corpus.numerals import NUMERAL

KINDS = (
    ("validity", r"^(?!.*(?:证[件书明照]?|许可|备案|合同|协议|资格|牌照|保单|质保|处分|承诺)[^，。]{0,6}有效).*(?:有效期?(?:吗|么|没有?|不|到|至|是|截[止至]|还有)|(?:是否|还|现行|继续|仍然?)有效|失效|废止|作废|停止执行|不再执行|(?:被|由)?(?:哪个|什么|哪份|啥)(?:文件|办法|规定)?(?:代替|取代|替代)|还(?:能|可以)用[吗不？?]|过期了?[吗没？?]|还(?:在)?执行[吗不？?]|还算数|还(?:能|可以)(?:领|申请|办|报|享受|拿)[吗不？?])"),
    ("summary", r"(?:主要|核心|大致|基本)(?:内容|精神|要点)|(?:讲|说|写)的?了?(?:是|些)?(?:什么|啥)(?:内容)?[？?]?$|概括|总结一下|归纳一下|内容摘要|大意"),
    ("meta", r"\d号(?:文件?)?(?:是|叫|讲|说)的?(?:关于)?(?:什么(?!时)|哪个|哪方面|啥)|落款|(?:哪天|哪一天|什么时候|何时|几号)(?:印发|发布|发文|下发|出台|转发|批转|发的)|谁(?:印发|发布|转发|下?发)的|哪[几两三]?[个家]?(?:单位|部门)(?:联合)?(?:印发|发布|发文|发的文)|签发人|谁签发|办理结果|联系谁|找谁联系|发文字号|文号|联系人|联系电话|联系方式|电话|主送|抄送|成文日期|印发日期|发文日期|哪个(?:单位|部门|机关)(?:发布|印发|发的)|发文机关"),
    ("cross", r"各地|几份文件|哪些文件|哪几份|各县|各文件|分别(?:指出|提出|有哪些)|有(?:什么|何|哪些)(?:不同|不一样|区别|异同|变化|改动)|(?:哪里|哪些地方|哪儿)(?:不同|不一样|变了)|对比|比较|[里中]各(?:是|有|要求)|各有(?:什么|哪些|何)"),
    ("progress", r"(?:落实|整改|进展|改|办|处理|解决|推进|完成|执行)得?(?:怎么样|咋样|如何|怎样)了?[？?]?$|进展(?:情况)?(?:怎么样|如何|怎样)?|(?:哪一?步|什么程度)了?[？?]?$|(?:改|整改|办|做|落实)(?:完|好|到位)了?(?:没有?|吗)[？?]?$|后来(?:怎么样|咋样|如何)"),
    ("measure", r"整改措施|(?:怎么|如何|怎样|咋)(?:样)?(?:整改|处理|解决|纠正|改|办|分开|追回|处置|落实整改)|(?:采取|提出|有|提|定)(?:了)?(?:什么|哪些|何种|哪几条).{0,6}措施|帮扶措施|该怎么(?:办|改)|咋办|咋(?:整|处理)"),
    ("unit", r"责任单位|牵头单位|责任部门|由谁|谁(?:来)?(?:负责|牵头|整改|管)|(?:哪个|哪些|哪几个)(?:单位|部门)|由?哪几?家(?:单位)?来?(?:办|负责|牵头|整改|管)"),
    ("deadline", r"整改时限|完成时限|什么时候(?:完成|整改|改完|办完)|(?:何时|哪天)前?(?:完成|整改|改完|办完)|整改期限|时限"),
    ("list", r"哪些|哪几|步骤|流程|程序|什么(?:材料|条件|情形|情况|要求|阶段|内容|原则)|几个阶段|怎样|如何|怎么|包括什么|分哪|有何"),
    ("yesno", r"吗[？?]?$|是否|([\u4e00-\u9fff])不\1|可不可以|有没有|行不|成不|符不符合|可以不[？?]?$|能不[？?]?$"),
    ("date", r"什么时间|什么时候|何时|哪(?:一)?[天年月日]|多久|几月|几号|期限|起止"),
    ("amount", r"多少|几[个户人名项类家次倍成元万条]|占比|比例|金额|标准是|多大|多高|多长"),
    ("who", r"谁|哪(?:个|家|位|里)|什么(?:单位|机构|人|公司|地方)"),
)  # fmt: skip
"""Kinds in the order in which they are tried; what fits none asks for a fact."""

ROWS = re.compile(
    r"一共|合计|总共|共计|加起来|最[多少高低大小]|(?<![哪那这前后])几[个家户人项笔]|多少[个家户人项笔]|哪几[个家户项]"
)
"""Words that ask of all rows of a table; no row has to hold them."""

META = re.compile(
    r"内容|要点|精神|概括|总结|归纳|摘要|大意|文号|字号|日期|落款|印发|发布|发文|下发|出台|转发|签发|主送|抄送|机关|单位|电话|联系"
)
"""Words that ask for what the head of a document says; no title has to hold them."""

ASKING = re.compile(
    r"请问|几份文件|哪些文件|哪几份|各地|分别|(?:指出|提出)了?(?:什么|哪些)|有(?:什么|哪些|何)|(?:是|应|该|要)?(?:怎么|怎样|如何|咋)(?:样|办)?"
    r"|多少|什么|哪些|哪个|哪里|哪一|为何|何时|谁|几个|是否|有没有|能不能|可不可以|吗|呢|[?？]"
)
"""Words that ask and name nothing; no clause that answers has to hold them."""

_FACET = re.compile(r"[？?；;。]|，(?=.*(?:多少|(?<![那这前后])几|何|哪|谁|什么|多久))")
_ASKS = re.compile(r"多少|(?<![那这前后])几|何|哪|谁|什么|吗|是否|怎|多久|占比|比例")
_FOLLOW_UP = re.compile(r"^(?:那么?|它|其|该|这个?|上述|此|还有|另外|然后|后来|最后|结果|又)|呢[？?]?$")
_RESULT = re.compile("完成|结束|到位|合格|通过|落实|完毕")
_STOP = frozenset(
    [
        "的",
        "了",
        "是",
        "在",
        "和",
        "与",
        "或",
        "及",
        "有",
        "没有",
        "什么",
        "怎么",
        "如何",
        "怎样",
        "多少",
        "哪些",
        "哪个",
        "哪",
        "谁",
        "吗",
        "呢",
        "吧",
        "啊",
        "请问",
        "请",
        "问",
        "一下",
        "分别",
        "各",
        "各自",
        "关于",
        "对于",
        "针对",
        "方面",
        "情况",
        "问题",
        "具体",
        "一共",
        "总共",
        "共",
        "都",
        "还",
        "就",
        "要",
        "能",
        "可以",
        "应当",
        "应该",
        "应",
        "需要",
        "需",
        "给",
        "把",
        "被",
        "由",
        "从",
        "到",
        "为",
        "因",
        "对",
        "向",
        "按",
        "于",
        "以",
        "将",
        "会",
        "已",
        "已经",
        "这",
        "那",
        "这次",
        "这个",
        "那个",
        "现在",
        "目前",
        "现有",
        "今年",
        "当年",
        "中",
        "里",
        "上",
        "下",
        "时",
        "后",
        "前",
        "等",
        "之",
        "其",
        "并",
        "而",
        "且",
        "但",
        "不",
        "不能",
        "不会",
        "不用",
        "不让",
        "时候",
        "负责",
        "不同",
        "区别",
        "异同",
        "不一样",
        "之后",
        "下来",
        "没",
        "未",
        "进行",
        "开展",
        "提出",
        "采取",
        "规定",
        "文件",
        "我",
        "我们",
        "你",
        "你们",
        "他",
        "他们",
        "人家",
        "告诉",
        "知道",
        "想",
        "叫",
        "做",
        "干",
        "咋",
        "啥",
        "几",
        "几个",
        "几类",
        "多久",
        "多大",
        "多长",
        "多高",
        "指出",
        "要求",
        "措施",
        "办法",
        "名字",
        "涉及",
        "包括",
        "属于",
        "根据",
        "按照",
        "出",
        "超",
        "占",
    ]
)
_CONTENT_FLAGS = ("n", "v", "a", "l", "i", "j", "z", "b", "s", "t", "f", "eng", "x", "q", "d", "g", "k", "h", "r", "m")
_ADDRESS = re.compile(
    rf"第\s*[{NUMERAL}\d]+\s*条(?:之[{NUMERAL}]+)?|问题\s*[{NUMERAL}\d]+(?:[（(][{NUMERAL}\d]+[)）])?|台账第\s*\d+\s*行"
)
_NO_PLACE = re.compile(
    r"挪作他用|礼拜|星期|东西|新旧|南北|中国|我国|全国|国家|[高深大老小荒]?山[区上]?|平原|高原|丘陵|库区|灾区|坝区|牧区|林区|老区|边疆|边境"
)
"""What the tagger takes for a place and is none that a document could be of."""

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=\s*(?:年|[—\-~至]))")
_OF_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}\s*年度?(?:修订|印发|发布|出台|施行)?的?")
_GIVEN = re.compile(
    r"(?:不?超过|不足|不满|不到|低于|高于|少于|多于|达到|满)?(?<![\d年月])\d[\d.,]*\s*[万亿千百]?(?P<unit>元|块|人|户|天|个月|亩|公里|平方米|%|岁|家|项|次)?(?![年月日号\d])"
    r"(?:及?以[上下内])?的?"
)
"""A number that the asker gives, with its unit and its bound."""

_PLACE_SUFFIX = "省市县区州旗乡镇村"
_NAMED_PLACE = re.compile(
    r"(?![各全本该某外每老新城农山乡])[\u4e00-\u9fff]{2,5}(?<![各全本该某个自社小园学校])[县乡镇]|[\u4e00-\u9fff]{2,7}(?:自治县|自治州|自治区)"
)


_COMPARING = re.compile(
    r"最[高低多少大小长短早晚厚薄轻重快慢]|超过|[高低大小多少]于|不[足到]|不超过|以[上下]|^[\d.]+%?$|^[最超不钱]$"
    r"|^(?:总[数额和]?|合计|起来|一起|总共|一共|数量|个数|拢共|合起来|加起来)$"
)


@dataclass(frozen=True)
class Question:
    """A question made ready for search.

    `text` is what was typed, `whole` the same with what a follow-up leaves out. `terms` are its content words, each with
    the official wordings that may stand for it; `places` have no 县, 市 … at their ends so that short forms match. `day` is the
    one as of which rules are to be in force.
    """

    text: str
    whole: str
    kind: str
    terms: tuple[tuple[str, ...], ...]
    places: tuple[str, ...]
    years: tuple[int, ...]
    numbers: tuple[str, ...]
    titles: tuple[str, ...]
    addresses: tuple[str, ...]
    day: datetime.date = field(default_factory=datetime.date.today)

    @property
    def query(self) -> str:
        """The text to search with: the question and the official wording of its colloquial words."""
        official = [word for term in self.terms for word in term[1:]]
        return " ".join([self.whole, *official])

    @property
    def subject(self) -> str:
        """The query without the words that only ask: what a clause must speak of to answer."""
        return ASKING.sub(" ", self.query)

    @property
    def facets(self) -> list[str]:
        """The parts that ask for something each: 投入多少，拨付率多少 asks twice. What asks once is one, whole."""
        asking = [part for part in _FACET.split(self.text) if len(part.strip()) > 3 and _ASKS.search(part)]
        return asking if len(asking) > 1 else [self.whole]

    @property
    def parts(self) -> list["Question"]:
        """The parts that ask for something each, as questions of their own; one that asks once is its only part."""
        facets = self.facets
        return [self] if len(facets) < 2 else [self._part(facet) for facet in facets]

    def _part(self, facet: str) -> "Question":
        terms = tuple(term for term in self.terms if term[0] in facet)
        return replace(self, text=facet, whole=facet, kind=_kind(facet), terms=terms or self.terms)

    @property
    def subject_terms(self) -> tuple[tuple[str, ...], ...]:
        """The terms without those of the words that tell its kind: 发文字号 names nothing that a document is about."""
        rest = re.sub(dict(KINDS).get(self.kind, r"(?!)"), " ", self.whole)
        return tuple(term for term in self.terms if term[0] in rest)

    @property
    def things(self) -> tuple[tuple[str, ...], ...]:
        """The terms without those that only compare (最低, 超过, 60): how rows compare stands in none of them."""
        return tuple(term for term in self.terms if not _COMPARING.search(term[0]))


def names_thing(word: str) -> bool:
    """Whether a word names something: nouns, names and abbreviations do, 负责 and 之后 do not."""
    return any(flag[0] in "nj" or flag == "eng" for _, flag in tagged(word))


def read_question(
    text: str, lexicon: Lexicon, history: Sequence[str] = (), as_of: datetime.date | None = None
) -> Question:
    """Read a question; `history` holds the user's earlier messages, oldest first.

    Rules are to be in force `as_of` a day: where none is given, at the end of the year that the question names, or today.
    """
    words = tagged(text)
    whole = text
    if history and _is_follow_up(text, words):
        whole = contrasted(history[-1], text) or f"{_before(history[-1], text)} {text}"
        words = tagged(whole)
    places = _places(words)
    years = tuple(dict.fromkeys(int(year) for year in _YEAR.findall(whole)))
    return Question(
        text=text,
        whole=whole,
        kind=_kind(text if whole == text or _kind(text) != "fact" else whole),
        terms=tuple(_terms(whole, words, places, lexicon)),
        places=tuple(dict.fromkeys(_stem(place) for place in places)),
        years=years,
        numbers=tuple(sorted(re.sub(r".*[和与及据按照在对条款]", "", number) for number in document_numbers(whole))),
        titles=tuple(re.findall(r"《([^《》]+)》", whole)),
        addresses=tuple(re.sub(r"\s", "", address) for address in _ADDRESS.findall(whole)),
        day=as_of or _day_of(years),
    )


def _day_of(years: Sequence[int]) -> datetime.date:
    """The last day of the year that is asked about, which may be the one that is running: then today."""
    today = datetime.date.today()
    return min(today, datetime.date(max(years), 12, 31)) if years else today


def _kind(text: str) -> str:
    return next((kind for kind, pattern in KINDS if re.search(pattern, text)), "fact")


def _is_follow_up(text: str, words: Sequence[tuple[str, str]]) -> bool:
    """Whether a message leans on the one before: it begins or ends as such, or names nothing of its own."""
    content = [flag[0] for word, flag in words if word not in _STOP and flag[0] in "nvajlisg" and len(word) > 1]
    nameless = (len(content) <= 1 or not set(content) & set("nijls")) and not _has_topic(text, words)
    return (bool(_FOLLOW_UP.search(text)) and len(text) <= 30) or (nameless and len(text) <= 16)


def _before(earlier: str, text: str) -> str:
    """The earlier question without what the follow-up names anew: 2021年的呢 asks of no other year, 超过10天呢 of no other number."""
    if _YEAR.search(text):
        earlier = _OF_YEAR.sub("", earlier)
    units = {match["unit"] or "" for match in _GIVEN.finditer(text)}
    return _GIVEN.sub(lambda match: "" if (match["unit"] or "") in units else match[0], earlier) if units else earlier


def _has_topic(text: str, words: Sequence[tuple[str, str]]) -> bool:
    """Whether a compound stands before what asks: 取暖补助 in 取暖补助什么时候发放 is a topic, though the tagger sees two verbs.

    A verb with how it ended (整改完成) is no compound, and says nothing of what was done.
    """
    asks = ASKING.search(text)
    before = asks.start() if asks else len(text)
    opening = [
        word for word, end in zip(words, accumulate(len(word) for word, _ in words), strict=True) if end <= before
    ]
    content = [len(word) if flag[0] in "nvajlib" and word not in _STOP else 0 for word, flag in opening]
    ended = [bool(_RESULT.fullmatch(word)) for word, _ in opening]
    joined = any(a > 1 and b > 1 and not end for (a, b), end in zip(pairwise(content), ended[1:], strict=True))
    return joined or any(size > 2 and flag[0] in "nlij" for size, (_, flag) in zip(content, opening, strict=True))


def _places(words: Sequence[tuple[str, str]]) -> list[str]:
    """Place names: what the tagger calls one, and a name before 县, 区, 乡 … that it took for something else."""
    found = []
    for (word, flag), (after, _) in zip(words, [*words[1:], ("", "")], strict=True):
        if flag == "ns" and len(word) > 1 and (len(word) > 2 or word[-1] not in _PLACE_SUFFIX):
            found.append(word)
        elif after in tuple(_PLACE_SUFFIX) and flag in ("nr", "nz", "ns", "nrt", "nrfg") and len(word) > 1:
            found.append(word + after)
        elif _NAMED_PLACE.fullmatch(word):
            found.append(word)
    return [place for place in found if not _NO_PLACE.fullmatch(place)]


def _stem(place: str) -> str:
    """A place without its rank: 峨山县 and 峨山彝族自治县 share 峨山."""
    return place[:-1] if len(place) > 2 and place[-1] in _PLACE_SUFFIX else place


def _terms(
    text: str, words: Sequence[tuple[str, str]], places: Sequence[str], lexicon: Lexicon
) -> list[tuple[str, ...]]:
    """Content words in order, with the official wordings of those that the lexicon knows."""
    plain = [
        word
        for word, flag in words
        if word not in _STOP
        and not word.startswith(("几", "哪"))
        and not ASKING.search(word)
        and not any(word in place for place in places)
        and flag[0] not in "xuypcew"
        and (len(word) > 1 or word in lexicon or word.isdigit())
    ]
    spoken = [entry for entry in lexicon if entry in text]
    longest = [entry for entry in spoken if not any(entry != other and entry in other for other in spoken)]
    terms = [
        (word, *lexicon.get(word, ()))
        for word in plain
        if not any(word != entry and word in entry for entry in longest)
    ]
    terms += [(entry, *lexicon[entry]) for entry in longest if entry not in plain]
    return list(dict.fromkeys(term for term in terms if not re.fullmatch(r"(?:19|20)\d{2}年?|年", term[0])))
