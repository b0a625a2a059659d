"""A skeleton of measures where the library has nothing to rest a draft on: by kind of fault, with blanks, and without citations.

It is given only to those who ask for it, and says of itself that it rests on nothing.
"""

import time

from assistant.certificate import certify
from assistant.drafting.case import BLANK, Case
from assistant.drafting.corrections import corrections
from assistant.drafting.draft import Draft, Measure
from assistant.drafting.problem import read_problem, tells_money
from assistant.drafting.sorts import ACCOUNTABILITY, IMMEDIATE, LASTING, RECOVERY, WIDER
from index.encoder import Encoder

WARNING = "这是提纲：库中没有可以依据的先例和规定，各条没有出处，请责任单位核实、填写后使用"

_RECOVERY = f"核清应当收回的资金{BLANK}元，逐笔确定收回的对象和期限，到期没有收回的依法追偿"
_ACCOUNTABILITY = "查清责任，需要追究的，按管理权限提请纪检监察机关处理"
_LASTING = f"查明{BLANK}环节的原因，修订或制定{BLANK}制度，写明由谁检查、多久检查一次"


def outline(case: Case, reader: Encoder) -> Draft:
    """What would be done about a fault of this kind, for the user to fill in."""
    began = time.perf_counter()
    problem = read_problem(case.issue)
    bodies = [
        (IMMEDIATE, "；".join(corrections(problem, reader))),
        *([(RECOVERY, _RECOVERY)] if tells_money(case.issue) else []),
        (ACCOUNTABILITY, _ACCOUNTABILITY),
        (LASTING, _LASTING),
        (WIDER, WIDER.opening),
    ]
    measures = tuple(
        Measure(
            sort.heading,
            f"{sort.heading}。{body}。",
            case.unit or BLANK,
            case.deadline or BLANK,
            sort.evidence,
            (),
            certify(body, [body]),
        )
        for sort, body in bodies
    )
    unit, deadline = case.unit or BLANK, case.deadline or BLANK
    seconds = time.perf_counter() - began
    return Draft(
        case.issue, unit, deadline, BLANK, None, measures, (), (), (), (WARNING,), None, seconds, "outline", None
    )
