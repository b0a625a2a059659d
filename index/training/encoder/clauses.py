"""Clauses as local measures write them, made of what statutes oblige to: who does what, lists, steps of an amount, the state of things.

Statutes rarely divide duties among five offices or pay by steps; the measures of a county do it on every page.
"""

import random
from collections.abc import Iterator, Sequence

from index.training.encoder.examples import Example
from index.training.encoder.office import BENEFITS, PLACES, StatuteWords, statute_words
from index.training.pairs import Row

_LISTS = {
    # The heads of a list, and how it is asked for.
    "conditions": (
        ("申请{t}应当符合下列条件：", "{t}对象须同时具备以下条件：", "符合下列条件的，可以申请{t}："),
        ("申请{t}要什么条件？", "哪些人可以申请{t}？", "什么情况下能领{t}", "{t}的条件有哪些？", "谁有资格拿{t}？"),
    ),
    "refusals": (
        ("有下列情形之一的，不予发放{t}：", "下列情形不得享受{t}：", "有以下情形之一的，取消{t}资格："),
        ("哪些情形不给{t}？", "什么情况下不能享受{t}？", "不予{t}的情形有哪些？", "什么人领不了{t}", "{t}会因为什么被取消？"),
    ),
    "papers": (
        ("申请{t}应当提交下列材料：", "申报{t}需提供以下资料：", "办理{t}时，应当出具："),
        ("申请{t}要交什么材料？", "办{t}需要准备什么？", "{t}的申报材料有哪些？", "领{t}要带什么东西"),
    ),
    "steps": (
        ("{t}按照下列程序办理：", "{t}的发放程序如下：", "{t}按以下步骤进行："),
        ("{t}怎么办理？", "{t}的程序是什么？", "{t}分几步？", "{t}的流程是怎样的？"),
    ),
    "duties": (
        ("{b}在{t}工作中履行下列职责：", "{b}的主要职责是：", "{b}负责以下事项："),
        ("{b}有哪些职责？", "{b}负责什么？", "{b}要做哪些事？", "{b}在{t}中管什么"),
    ),
}  # fmt: skip

_STEPS = (
    ("{low}{u}以上不满{high}{u}的，{v}", "不满{low}{u}的，{w}", "{high}{u}以上的，{x}"),
    ("超过{low}{u}不超过{high}{u}的部分，{v}", "不超过{low}{u}的部分，{w}", "超过{high}{u}的部分，{x}"),
)
_AWARDS = (
    "给予一次性{b}{n}元",
    "每{u}补助{n}元",
    "按{m}%给予补助",
    "处{n}元罚款",
    "奖励{n}万元",
    "按每{u}{n}元计算",
    "扣{m}分",
)
_HOW_MUCH = (
    "{n}{u}的{t}是多少？",
    "有{n}{u}，{t}能拿多少？",
    "{n}{u}按什么标准给{t}？",
    "我这里{n}{u}，{t}怎么算",
    "{t}{n}{u}给多少钱",
)
_APPROVALS = ("由{who}审批", "报{who}批准", "须经{who}研究决定", "由{who}审核签字", "报{who}备案")
_WHO_APPROVES = (
    "{n}{u}的{t}由谁审批？",
    "{t}要花{n}{u}，找谁批",
    "{n}{u}的{t}谁说了算",
    "我这里{n}{u}，{t}报谁批准？",
    "{n}{u}的{t}谁签字",
)
_CHIEFS = (
    "分管领导",
    "单位主要负责人",
    "经办科室负责人",
    "党组会",
    "局长办公会",
    "财务负责人",
    "村民代表会议",
    "分管副县长",
    "县人民政府常务会议",
)
_COUNTED = ("万元", "人", "亩", "年", "户", "平方米")
_PURPOSE = "为了规范{t}工作，加强对{what}的管理，根据有关规定，结合我{p}实际，制定本办法。"


def clause_examples(laws: Sequence[Row], count: int, seed: int) -> Iterator[Example]:
    """`count` questions each on duties, lists, steps and states; of each about half are put to a text that does not tell it."""
    chance = random.Random(seed)
    words = statute_words(laws)
    for number in range(count):
        for form in (_duties, _list, _steps, _state):
            yield from form(words, chance, f"clause {number // 20}")


def _theme(words: StatuteWords, chance: random.Random) -> str:
    return chance.choice(words.groups) + chance.choice(BENEFITS)


def _headed(text: str, title: str, chance: random.Random) -> tuple[str, int]:
    """The clause with a title and a number before it, or bare, and by how many characters it moved."""
    head = chance.choice(
        (
            "",
            f"{title}\n",
            f"{title}\n第{chance.choice('二三四五六七八九十')}条 ",
            f"{title}\n（{chance.choice('一二三四')}）",
        )
    )
    return head + text, len(head)


def _example(group: str, question: str, laid: tuple[str, int], span: tuple[int, int] | None) -> Example:
    text, shift = laid
    spans = ((span[0] + shift, span[1] + shift),) if span else ()
    return Example("clauses", group, question, text, spans, bool(span))


def _duties(words: StatuteWords, chance: random.Random, group: str) -> Iterator[Example]:
    """Several bodies and what each is responsible for; asked by the task for the body, or by the body for the task."""
    place, theme = chance.choice(PLACES), _theme(words, chance)
    bodies = chance.sample(words.bodies, 4)
    tasks = [what for _, what in chance.sample(words.obligations, 4)]
    text, at = "", list[tuple[tuple[int, int], tuple[int, int]]]()
    joint = chance.choice(("负责", "具体负责", "牵头负责"))
    for body, task in list(zip(bodies, tasks, strict=True))[:3]:
        start = len(text)
        text += f"{body}{joint}{task}"
        at.append(((start, start + len(body)), (len(text) - len(task), len(text))))
        text += "；"
    text = text[:-1] + "。"
    asked = chance.choice((0, 1, 2, 3))
    by_task = chance.random() < 0.6
    forms = (
        ("{x}由谁负责？", "谁负责{x}？", "{x}归哪个部门管？", "{x}是哪个单位的事", "哪个部门{x}？")
        if by_task
        else ("{x}负责什么？", "{x}的职责是什么？", "{x}做什么工作？", "{x}管什么事")
    )
    question = chance.choice(forms).format(x=(tasks if by_task else bodies)[asked])
    laid = _headed(text, f"{place}{theme}管理办法", chance)
    yield _example(group, question, laid, at[asked][0 if by_task else 1] if asked < len(at) else None)
    if by_task:
        purpose = _PURPOSE.format(t=theme, what=tasks[asked], p=place[-1])
        yield _example(group, question, _headed(purpose, f"{place}{theme}管理办法", chance), None)


def _list(words: StatuteWords, chance: random.Random, group: str) -> Iterator[Example]:
    """A list of one kind, asked for as that kind or as another that looks alike."""
    place, theme, body = chance.choice(PLACES), _theme(words, chance), chance.choice(words.bodies)
    told, asked = chance.choice(list(_LISTS)), chance.choice(list(_LISTS))
    if chance.random() < 0.6:
        asked = told
    marks = chance.choice(("（一）（二）（三）（四）", "1.2.3.4.", "①②③④"))
    size = len(marks) // 4
    items = [what for _, what in chance.sample(words.obligations, chance.randint(2, 4))]
    if told == "refusals":
        items = [f"{chance.choice(('未', '拒不', '不按规定'))}{item}的" for item in items]
    listed = [f"{marks[i * size : (i + 1) * size]}{item}" for i, item in enumerate(items)]
    head = chance.choice(_LISTS[told][0]).format(t=theme, b=body)
    between = chance.choice(("；", "；\n", "\n"))
    text = head + chance.choice(("", "\n")) + between.join(listed) + "。"
    question = chance.choice(_LISTS[asked][1]).format(t=theme, b=body)
    span = (text.index(listed[0]), len(text)) if told == asked else None
    yield _example(group, question, _headed(text, f"{place}{theme}管理办法", chance), span)


def _steps(words: StatuteWords, chance: random.Random, group: str) -> Iterator[Example]:
    """An amount by steps of a number, asked with a number of one's own; the step that holds it answers."""
    place, theme = chance.choice(PLACES), _theme(words, chance)
    unit, low = chance.choice(_COUNTED), chance.randint(2, 50)
    high = low * chance.randint(2, 6)
    approved = chance.random() < 0.3
    verb = chance.choice(_APPROVALS if approved else _AWARDS)
    values = [
        verb.format(b=theme[-2:], u=unit, n=100 * chance.randint(2, 90), m=chance.randint(5, 80), who=who)
        for who in chance.sample([*_CHIEFS, *words.bodies], 3)
    ]
    steps = [
        step.format(low=low, high=high, u=unit, v=values[0], w=values[1], x=values[2]) for step in chance.choice(_STEPS)
    ]
    told = chance.randrange(3)
    own = (chance.randint(low, high - 1), chance.randint(1, max(1, low - 1)), high + chance.randint(1, 40))[told]
    text = f"{theme}标准：" + "；".join((steps[1], steps[0], steps[2])) + "。"
    start = text.index(steps[told])
    asking = chance.choice(_WHO_APPROVES if approved else _HOW_MUCH)
    question = asking.format(n=own, u=unit, t=theme)
    yield _example(group, question, _headed(text, f"{place}{theme}实施细则", chance), (start, start + len(steps[told])))
    if chance.random() < 0.5:
        other = _theme(words, chance)
        without = f"{other}标准由{chance.choice(words.bodies)}根据{chance.choice(words.obligations)[1]}的情况另行制定，每年{chance.randint(1, 12)}月公布。"
        yield _example(group, question, _headed(without, f"{place}{theme}实施细则", chance), None)


def _state(words: StatuteWords, chance: random.Random, group: str) -> Iterator[Example]:
    """A sentence that sums up beside one that tells a single thing: the first answers how it stands, the second does not."""
    place = chance.choice(PLACES)
    total = chance.randint(8, 90)
    done = chance.randint(total // 2, total)
    until = f"截至{chance.randint(2016, 2026)}年{chance.randint(1, 12)}月底，"
    summing = chance.choice((
        f"{until}审计查出的{total}个问题，已完成整改{done}个，整改率{100 * done / total:.1f}%",
        f"{until}{total}个问题中，{done}个已整改到位，{total - done}个正在推进",
        f"{until}反馈的{total}项问题已销号{done}项，其余{total - done}项达到序时进度",
    ))  # fmt: skip
    who, what = chance.choice(words.obligations)
    item = (
        f"关于{who}未{what}的问题，{chance.choice(words.bodies)}已{what}，并对{chance.randint(2, 30)}名责任人进行了约谈"
    )
    opening = f"{place}高度重视审计整改工作，专题研究部署，压实整改责任"
    told = chance.random() < 0.6
    parts = [opening, summing if told else item]
    if told and chance.random() < 0.5:
        parts.append(item)
    text = "。".join(parts) + "。"
    question = chance.choice(
        (
            "整改总体情况怎么样？",
            "{p}审计整改得怎么样？",
            "一共完成整改多少个问题？",
            "问题整改到什么程度了？",
            "{p}整改完成率是多少？",
        )
    )
    start = len(opening) + 1
    span = (start, start + len(summing)) if told else None
    yield _example(group, question.format(p=place), _headed(text, f"{place}审计整改情况报告", chance), span)
