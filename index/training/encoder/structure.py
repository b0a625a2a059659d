"""Questions made of articles by what their form makes certain: who, what it means, how long, how much, from when, which.

No one labels them. Each also has its neighbours in the same law, which look alike and do not answer.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from index.training.encoder.examples import Example
from index.training.pairs import Row

_FORMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    # A definition: what is defined is asked, what defines it answers.
    (r"所称(?:的)?(?P<x>[^，。；\n]{2,20})，?是指(?P<answer>[^。\n]{6,160})。",
     ("什么是{x}？", "{x}是指什么？", "{x}指的是什么", "怎样理解{x}？")),
    # Who is responsible: the body before 负责, the task after it.
    (r"(?:^|[。；，\n])(?P<answer>[^，。；、\n]{3,30}(?:部门|机关|机构|政府|委员会|单位|局|办公室))(?:具体)?负责(?P<x>[^，。；\n]{4,40})[。；，]",
     ("{x}由谁负责？", "{x}由哪个部门负责？", "哪个单位负责{x}？", "谁管{x}？")),
    # A time limit: 应当在…日内…
    (r"应当(?:自|在|于)(?P<answer>[^，。；\n]{0,30}?(?:\d+|[一二三四五六七八九十百]+)(?:个工作)?(?:日|天|个月|年)(?:以)?内)，?(?P<x>[^，。；\n]{4,40})[。；，]",
     ("{x}的期限是多久？", "应当在多长时间内{x}？", "{x}要在几天内完成？", "多久之内要{x}？")),
    # A fine.
    (r"(?P<x>[^，。；\n]{6,50})的，[^。；\n]{0,80}?(?P<answer>处(?:以)?[^，。；\n]{2,40}罚款)",
     ("{x}的，罚多少？", "{x}怎么处罚？", "{x}会被罚款多少？", "{x}的罚款是多少？")),
    # What a breach brings: the whole rest of the sentence.
    (r"(?:^|[。\n])(?P<x>[^，。；\n]{6,50})的，(?P<answer>由[^。；\n]{10,150})[。；]",
     ("{x}的，由谁怎么处理？", "{x}有什么后果？", "{x}的要承担什么责任？")),
    # From when.
    (r"自(?P<answer>\d{4}年\d{1,2}月\d{1,2}日)起(?P<x>施行|执行|生效)",
     ("什么时候开始{x}？", "从哪天起{x}？", "{x}日期是哪天？")),
    # What for.
    (r"^(?P<answer>为了?[^。\n]{10,150}?)，(?:根据|依据|结合|制定)[^。\n]{0,120}制定本(?P<x>法|条例|办法|规定)",
     ("为什么制定本{x}？", "制定这个{x}的目的是什么？")),
    (r"(?P<answer>根据[^。；\n]{6,100})，(?:结合[^。；\n]{2,40}，)?制定本(?P<x>法|条例|办法|规定)",
     ("制定本{x}的依据是什么？", "这个{x}是根据什么制定的？")),
    # What must not be done.
    (r"(?:^|[。；\n])(?P<y>[^，。；\n]{2,30}?)(?P<answer>(?:不得|禁止)(?P<x>[^。；\n]{4,80}))[。；]",
     ("{y}不得做什么？", "{y}有什么禁止性规定？", "{y}哪些事不能做？")),
    # Whether it is allowed: the sentence that forbids or allows.
    (r"(?:^|[。；\n])(?P<answer>(?P<y>[^，。；\n]{2,20}?)(?:不得|可以|应当)(?P<x>[^，。；\n]{4,40}))[。；]",
     ("{y}可以{x}吗？", "{y}能不能{x}？", "{y}要不要{x}？")),
    # What something contains: the items of a list, or the whole enumeration.
    (r"(?P<x>[^。；\n]{4,40}?)(?:应当)?(?:包括|具备|符合|载明|提交|提供)(?:以下|下列)(?P<y>[^：。；]{2,12})：\s*(?P<answer>[\s\S]{20,380})$",
     ("{x}应当有哪些{y}？", "{x}的{y}有哪些？", "{x}需要什么{y}？")),
    (r"(?P<x>[^。\n]{4,40}?)有(?:下列|以下)(?P<y>情形|行为)之一的[^：。]{0,60}：\s*(?P<answer>[\s\S]{20,380})$",
     ("{x}的{y}有哪些？", "哪些{y}适用于{x}？")),
    # How much, at least, at most.
    (r"(?P<x>[^，。；\n]{4,40}?)(?P<answer>不(?:得)?(?:少于|低于|超过|高于)[^，。；\n]{1,20}(?:元|日|天|年|人|次|%|％|平方米|公里|小时|倍|分之[一二三四五六七八九十]))",
     ("{x}是多少？", "{x}有什么数量要求？", "对{x}的上限或下限是怎么规定的？")),
    # Who approves.
    (r"(?P<x>[^，。；\n]{4,40})，?(?:应当)?(?:报|经)(?P<answer>[^，。；\n]{3,30})(?P<y>批准|审批|备案|同意|审核)",
     ("{x}要报谁{y}？", "{x}由谁{y}？", "{x}需要经过哪个部门{y}？")),
)  # fmt: skip

_NAMED = ("{law}中，{question}", "{law}规定{question}", "根据{law}，{question}")
_TRIMMED = re.compile(r"^(?:对|将|并|且|其|以及|或者|和|与|的|应当|应|可以|其中|但|但是|因)+|(?:的|等|时|后|前)+$")


def structural_examples(laws: Sequence[Row], choose: Callable[[Sequence[str]], str]) -> Iterator[Example]:
    """Questions on articles (rows with `law`, `article` and `text`); `choose` draws how each is asked."""
    for law in laws:
        for pattern, askings in _FORMS:
            if found := re.search(pattern, law["text"]):
                question = _asked(found, choose(askings))
                if question and 6 <= len(question) <= 60:
                    named = choose(("{question}", *_NAMED)).format(law=f"《{law['law']}》", question=question)
                    asked = named if len(named) <= 70 else question
                    span = found.span("answer")
                    yield Example("structure", law["law"], asked, law["text"], (span,), True)


def neighbours(
    examples: Iterable[Example], laws: Sequence[Row], choose: Callable[[Sequence[str]], str]
) -> Iterator[Example]:
    """For each example an article of the same law that does not hold its answer: the one most like the question, or any.

    What is most like it is often the article that says what the law is for: it names everything and tells nothing of it.
    """
    of_law: dict[str, list[str]] = defaultdict(list)
    for law in laws:
        of_law[law["law"]].append(law["text"])
    for example in examples:
        start, end = example.spans[0]
        others = [text for text in of_law[example.group] if example.passage[start:end] not in text]
        if others:
            asked = _bigrams(example.question)
            alike = max(others, key=lambda text: len(asked & _bigrams(text)))
            passage = choose((alike, choose(others)))
            yield Example(example.source, example.group, example.question, passage, (), False)


def _bigrams(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _asked(found: re.Match[str], asking: str) -> str:
    parts = {name: _TRIMMED.sub("", value) for name, value in found.groupdict().items() if value and name != "answer"}
    return "" if any(len(part) < 2 and part != "法" for part in parts.values()) else asking.format(**parts)
