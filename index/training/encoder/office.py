"""Records and notices as offices write them, made of what statutes oblige to: problems, measures, units, dates, amounts.

No office's file is openly licensed with questions on it. But what goes wrong is that an obligation was not met, and the
obligations stand in the laws; a record's fields are certain, so is what it does not tell. Names, places and numbers are drawn.
"""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.training.encoder.examples import Example
from index.training.pairs import Row

OFTEN = 8
"""How often the statutes must say a name before it is taken for one: the patterns cut many words amiss."""

_AMISS = "者其报由经向对按支鼓提适并当地册所（应可须"
"""What a name does not begin with: the end of the word before it."""

_OBLIGATION = re.compile(
    r"(?:^|[。；，\n])(?P<who>[^，。；、\n的]{2,16})应当(?:按照[^，。；]{2,20})?"
    r"(?P<what>(?:建立|健全|制定|公开|公示|公布|报送|开展|组织|加强|落实|实施|办理|设置|配备|编制|签订|缴纳|支付|拨付|清理|登记"
    r"|保存|检查|核实|审核|验收|备案|告知|安排|完善|定期|及时)[^，。；\n]{3,30})[。；]"
)
_BODY = re.compile(r"[市县区]?[^，。；、\n的和与或及]{1,6}(?:局|委员会|办公室|中心|管理处|公司|学校|医院|人民政府)")
_GROUP = re.compile(
    r"[^，。；、\n的和与或及对给为向]{2,8}(?:人员|家庭|学生|农户|企业|儿童|老年人|残疾人|毕业生|职工|合作社|经营主体)"
)

PLACES = [
    f"{a}{b}{c}" for a in "安临平清永长新东西南北云石金龙" for b in "川泽岭水阳江溪山河原宁" for c in ("县", "市", "区")
]
_SURNAMES, _GIVEN = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏",
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚建国文海玉兰",
)
_DONE = ("已完成整改", "整改到位", "已整改", "正在整改", "基本完成整改", "未完成整改", "持续推进", "已销号")
_ACTIONS = (
    "印发了《{place}{topic}管理制度》", "组织开展专题培训{n}次", "对{n}名责任人进行了约谈", "追回资金{sum}", "收回违规发放资金{sum}",
    "召开专题会议研究部署", "成立工作专班", "开展全面自查，发现同类问题{n}个", "给予{n}人党纪政务处分", "完善审批流程", "逐项建立台账",
    "退还多收款项{sum}", "补缴{sum}", "重新组织验收", "下达整改通知书{n}份", "将{n}条线索移交纪检监察机关",
)  # fmt: skip

_FIELDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    # The names of a field, and how it is asked for of a problem `p`.
    "unit": (
        ("责任单位", "牵头单位", "整改责任单位", "主责部门", "责任部门"),
        ("{p}由谁负责整改？", "{p}的责任单位是哪个？", "谁来整改{p}", "{p}，哪个部门牵头？", "哪个单位负责{p}的整改", "{p}该找哪个单位？"),
    ),
    "person": (
        ("责任人", "负责人", "责任领导", "整改责任人", "联系人"),
        ("{p}的责任人是谁？", "{p}由哪位领导负责？", "{p}谁负责，叫什么名字？"),
    ),
    "deadline": (
        ("整改时限", "完成时限", "完成时间", "整改期限", "时限要求"),
        ("{p}什么时候整改完成？", "{p}的整改时限是什么时候？", "{p}要在什么时间之前改好？", "{p}几时要整改到位", "{p}的期限是哪天？"),
    ),
    "measures": (
        ("整改措施", "整改情况", "采取措施", "措施及成效", "主要做法", "整改落实情况"),
        ("{p}怎么整改？", "{p}采取了哪些整改措施？", "针对{p}做了什么？", "{p}是怎么改的", "{p}的整改情况如何？", "为解决{p}采取了什么措施"),
    ),
    "status": (
        ("整改状态", "完成情况", "是否完成", "进展", "整改结果"),
        ("{p}整改完了吗？", "{p}整改进展到哪一步？", "{p}是否已经整改到位？", "{p}改好了没有"),
    ),
    "sum": (
        ("涉及金额", "问题金额", "金额", "涉及资金"),
        ("{p}涉及多少钱？", "{p}的金额是多少？", "{p}涉及资金多少万元？"),
    ),
}  # fmt: skip

BENEFITS = ("补助", "补贴", "奖励", "资助", "救助金", "津贴", "保费补助", "贴息")
_PER = ("每人每年", "每人每月", "每户每年", "每人", "每户", "每亩", "每月", "一次性", "每个", "按每人每学期")
_NOTICE: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "time": (("申报时间", "受理时间", "报名时间", "办理时限"), ("{t}什么时候申报？", "{t}的申报时间是？", "{t}截止到哪天？", "几号之前要报{t}？")),
    "phone": (("联系电话", "咨询电话", "监督电话"), ("{t}的咨询电话是多少？", "{t}打哪个电话问？", "{t}联系电话")),
    "where": (("受理地点", "办理地点", "申请地点"), ("{t}在哪里办理？", "{t}去哪儿申请？", "办{t}要去什么地方？")),
    "papers": (("申请材料", "所需材料", "提交材料"), ("申请{t}要什么材料？", "{t}需要提交哪些材料？", "办{t}要带什么？")),
    "law": (("政策依据", "依据"), ("{t}的依据是什么？", "{t}是根据哪个文件定的？")),
}  # fmt: skip
_PAPERS = (
    "身份证复印件",
    "户口簿",
    "申请表",
    "银行账户",
    "营业执照复印件",
    "收入证明",
    "残疾证",
    "学籍证明",
    "购货发票",
    "合同复印件",
    "公示照片",
)


@dataclass(frozen=True)
class StatuteWords:
    """What the statutes name: obligations (who, what), bodies, and groups of people."""

    obligations: Sequence[tuple[str, str]]
    bodies: Sequence[str]
    groups: Sequence[str]


def office_examples(laws: Sequence[Row], count: int, seed: int) -> Iterator[Example]:
    """`count` questions on records and as many on notices; of each about half are put to a text that does not tell it."""
    chance = random.Random(seed)
    words = statute_words(laws)
    for number in range(count):
        yield from _record_examples(words, chance, f"record {number // 20}")
        yield from _notice_examples(words, chance, f"notice {number // 20}")


def statute_words(laws: Sequence[Row]) -> StatuteWords:
    obligations: dict[tuple[str, str], None] = {}
    bodies, groups = Counter[str](), Counter[str]()
    for law in laws:
        obligations |= dict.fromkeys((found["who"], found["what"]) for found in _OBLIGATION.finditer(law["text"]))
        bodies.update(_BODY.findall(law["text"]))
        groups.update(_GROUP.findall(law["text"]))
    often = [
        [word for word, seen in counted.items() if seen >= OFTEN and word[0] not in _AMISS]
        for counted in (bodies, groups)
    ]
    return StatuteWords(list(obligations), *often)


def _record_examples(words: StatuteWords, chance: random.Random, group: str) -> Iterator[Example]:
    who, what = chance.choice(words.obligations)
    other = chance.choice(words.obligations)
    asked = chance.choice(list(_FIELDS))
    record = _record(words, chance, who, what)
    told = chance.random() < 0.7
    text, spans = _among(_laid_out(record if told else {**record, asked: ""}, chance), words, chance)
    problem = chance.choice(
        (f"{who}未{what}的问题", f"未{what}", f"{what}不到位的问题", f"{who}没有{what}", f"“未{what}”这一问题")
    )
    question = chance.choice(_FIELDS[asked][1]).format(p=problem)
    own = ((spans[asked],) if asked in spans else ()) if told else ()
    yield Example("office", group, question, text, own, bool(own))
    if told and other[1] != what:
        # The record of another problem has all the fields, and is not the one that was asked about.
        text, _ = _laid_out(_record(words, chance, *other), chance)
        yield Example("office", group, question, text, (), False)


def _among(
    laid: tuple[str, dict[str, tuple[int, int]]], words: StatuteWords, chance: random.Random
) -> tuple[str, dict[str, tuple[int, int]]]:
    """The record alone, or with that of another problem before or after it."""
    text, spans = laid
    if chance.random() < 0.5:
        return laid
    other, _ = _laid_out(_record(words, chance, *chance.choice(words.obligations)), chance)
    if chance.random() < 0.5:
        return f"{text}\n{other}", spans
    shift = len(other) + 1
    return f"{other}\n{text}", {name: (start + shift, end + shift) for name, (start, end) in spans.items()}


def _record(words: StatuteWords, chance: random.Random, who: str, what: str) -> dict[str, str]:
    place, total = chance.choice(PLACES), _sum(chance)
    actions = chance.sample(_ACTIONS, chance.randint(1, 3))
    filled = [
        action.format(place=chance.choice(PLACES), topic=what[2:6], n=chance.randint(2, 40), sum=_sum(chance))
        for action in actions
    ]
    filled.insert(chance.randint(0, len(filled)), chance.choice(("督促{who}{what}", "{what}", "已{what}", "要求{who}限期{what}"))
                  .format(who=who, what=what))  # fmt: skip
    problem = chance.choice(
        (f"{who}未{what}", f"未{what}，涉及{chance.randint(2, 60)}个项目", f"{place}{who}未按规定{what}")
    )
    people = [chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, chance.randint(1, 2))) for _ in range(2)]
    return {
        "problem": problem,
        "measures": "；".join(filled),
        "unit": chance.choice(("", place)) + chance.choice(words.bodies),
        "person": chance.choice(("、".join(people), people[0], f"{people[0]}（副局长）")),
        "deadline": _deadline(chance),
        "status": chance.choice(_DONE),
        "sum": total,
    }


def _sum(chance: random.Random) -> str:
    return f"{chance.choice((f'{chance.uniform(0.5, 900):.2f}', str(chance.randint(2, 3000))))}{chance.choice(('万元', '万元', '元', '亿元'))}"


def _deadline(chance: random.Random) -> str:
    year, month = chance.randint(2016, 2027), chance.randint(1, 12)
    return chance.choice(
        (f"{year}年{month}月底前", f"{year}年{month}月{chance.randint(1, 28)}日", f"{year}年{month}月{chance.randint(1, 28)}日前",
         f"{year}年{month}月", "立行立改", "长期坚持", f"{year}年底前", f"{year}.{month}", f"{chance.randint(10, 90)}日内")
    )  # fmt: skip


def _laid_out(record: Mapping[str, str], chance: random.Random) -> tuple[str, dict[str, tuple[int, int]]]:
    """The record as a row of a table, as fields with names or as prose, and where each field came to stand."""
    spans: dict[str, tuple[int, int]] = {}
    text = chance.choice(
        ("", f"{chance.choice(PLACES)}{chance.randint(2016, 2026)}年度审计查出问题整改情况\n", "整改台账 问题清单\n")
    )

    def put(name: str) -> None:
        nonlocal text
        spans[name] = (len(text), len(text) + len(record[name]))
        text += record[name]

    rest = [name for name in ("measures", "unit", "person", "deadline", "status", "sum") if record[name]]
    shown = [name for name in rest if name == "measures" or chance.random() < 0.7]
    kind = chance.choice(("row", "fields", "prose"))
    if kind == "prose":
        text += f"（{chance.choice('一二三四五六七八九十')}）关于{record['problem']}的问题。"
        if "sum" in shown:
            text += "涉及金额"
            put("sum")
            text += "。"
        if "unit" in shown:
            put("unit")
            text += chance.choice(("高度重视，", "牵头整改，", "负责整改："))
        put("measures")
        text += "。"
        if "deadline" in shown:
            text += chance.choice(("整改时限：", "要求完成时间为", "计划于"))
            put("deadline")
            text += "。"
        if "person" in shown:
            text += "责任人："
            put("person")
            text += "。"
        if "status" in shown:
            text += "目前，该问题"
            put("status")
            text += "。"
        return text, spans
    names = {name: chance.choice(_FIELDS[name][0]) for name in shown}
    chance.shuffle(shown)
    if kind == "row":
        text += " ".join(["序号", "存在问题", *(names[name] for name in shown)]) + "\n"
        text += f"{chance.randint(1, 60)} | {record['problem']}"
        for name in shown:
            text += " | "
            put(name)
        return text, spans
    between = chance.choice(("\n", "。", "；"))
    text += f"{chance.choice(('问题', '存在问题', '问题描述'))}：{record['problem']}"
    for name in shown:
        text += f"{between}{names[name]}："
        put(name)
    return text, spans


def _notice_examples(words: StatuteWords, chance: random.Random, group: str) -> Iterator[Example]:
    place, benefit = chance.choice(PLACES), chance.choice(BENEFITS)
    groups = chance.sample(words.groups, 4)
    theme = f"{groups[0]}{benefit}"
    head = chance.choice(("", f"{place}{theme}实施办法\n", f"关于做好{place}{theme}发放工作的通知\n"))
    if chance.random() < 0.5:
        asked, asking = chance.choice(groups), chance.choice(
            ("{g}{b}多少？", "{g}的{b}标准是多少？", "{g}能领多少{b}？", "给{g}的{b}每年多少钱？", "{g}{b}怎么算？")
        )  # fmt: skip
        question = asking.format(g=asked, b=benefit)
        text, spans = head + f"对符合条件的对象给予{benefit}，标准如下：", dict[str, tuple[int, int]]()
        for number, each in enumerate(groups[:3], 1):
            text += chance.choice((f"\n{number}.{each}：", f"（{number}）{each}，", f"{each}"))
            amount = f"{chance.choice(_PER)}{chance.randint(1, 60) * chance.choice((10, 50, 100))}元"
            spans[each] = (len(text), len(text) + len(amount))
            text += f"{amount}。" if number == 3 else f"{amount}；"
        own = (spans[asked],) if asked in spans else ()
        yield Example("office", group, question, text, own, bool(own))
        return
    names = list(_NOTICE)
    chance.shuffle(names)
    shown, asked = names[:3], chance.choice(names)
    values = {
        "time": f"{_deadline(chance)}至{_deadline(chance)}" if chance.random() < 0.5 else _deadline(chance),
        "phone": f"0{chance.randint(310, 990)}-{chance.randint(2_000_000, 8_999_999)}",
        "where": f"{chance.choice(PLACES)}{chance.choice(words.bodies)}{chance.randint(1, 9)}楼{chance.randint(1, 30)}号窗口",
        "papers": "、".join(chance.sample(_PAPERS, chance.randint(2, 5))),
        "law": f"《{place}{theme}管理办法》（{place[:1]}政发〔{chance.randint(2010, 2026)}〕{chance.randint(1, 90)}号）",
    }
    text, spans = head, {}
    for number, name in enumerate(shown):
        text += "一二三"[number] + "、" + chance.choice(_NOTICE[name][0]) + chance.choice(("：", "。", "\n"))
        spans[name] = (len(text), len(text) + len(values[name]))
        text += values[name] + "。" + chance.choice(("", "\n"))
    question = chance.choice(_NOTICE[asked][1]).format(t=chance.choice((theme, f"{place}{theme}")))
    own = (spans[asked],) if asked in spans else ()
    yield Example("office", group, question, text, own, bool(own))


def sibling_examples(examples: Sequence[Example], seed: int) -> Iterator[Example]:
    """Each example with its law's title above the text; where the question names the law, also the same text under a sibling's.

    A sibling is a law on the same matter of another place: its clauses read the same and answer nothing here.
    """
    chance = random.Random(seed)
    of_matter: dict[str, list[str]] = defaultdict(list)
    for law in sorted({each.group for each in examples}):
        of_matter[_matter(law)].append(law)
    for each in examples:
        if chance.random() < 0.2:
            yield each
            continue
        yield _titled(each, each.group)
        if each.answers and each.group in each.question:
            siblings = [law for law in of_matter[_matter(each.group)] if law != each.group] or [
                f"{chance.choice(PLACES)}{_matter(each.group)}"
            ]
            yield _titled(
                Example(each.source, each.group, each.question, each.passage, (), False), chance.choice(siblings)
            )


def _matter(law: str) -> str:
    return re.sub(r"^.{2,8}?(?:省|市|自治区|自治州|自治县|县|区)", "", law)


def _titled(example: Example, title: str) -> Example:
    shift = len(title) + 1
    spans = tuple((start + shift, end + shift) for start, end in example.spans)
    return Example(
        example.source, example.group, example.question, f"{title}\n{example.passage}", spans, example.answers
    )
