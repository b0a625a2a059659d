"""Who may do what: an act that is another body's to do is asked of it, not promised by the unit that drafts.

Sanctions are for supervisory organs and those who appoint (监察法 article 11, 公职人员政务处分法 article 3), money is disbursed and
budgets are adjusted by finance departments (预算法 articles 57 and 67), fines are for those with the power to fine (行政处罚法 article 17), and
loans are the lender's.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Duty:
    """Acts, whose they are, which units have the power themselves, and how the others are asked."""

    acts: re.Pattern[str]
    body: str
    own: re.Pattern[str]
    asks: str


DUTIES = (
    Duty(
        re.compile(r"立案|党纪|政务处分|给予.{0,8}处分|问责|(?<!责任)追责|追究.{0,12}责任|诫勉|组织处理|移送司法"),
        "纪检监察机关",
        re.compile(r"纪委|监委|纪检|组织部|[县市区乡镇州]委(?!员会办)|党委|党组|人民政府"),
        "提请纪检监察机关",
    ),
    Duty(
        re.compile(
            r"(?:及时|足额|将.{2,20}|全部)拨付(?!款)|下达[^，。；创]{0,6}(?:资金|指标|预算|计划)|(?:调整|追加)预算|收回.{0,8}(?:国库|财政)"
        ),
        "财政部门",
        re.compile(r"财政|人民政府|管委会"),
        "商请财政部门",
    ),
    Duty(
        re.compile(r"行政处罚|罚款|吊销|黑名单|不良(?:行为|信用)记录|失信"),
        "行业主管部门",
        re.compile(r"[局委厅](?:$|[^员])|执法|人民政府"),
        "报请行业主管部门",
    ),
    Duty(
        re.compile(r"(?:发放|收回|追偿|催收|核销).{0,8}贷款"),
        "承贷金融机构",
        re.compile(r"银行|信用社|农商|联社|担保|金融"),
        "商请承贷金融机构",
    ),
)

_ASKED = re.compile(r"^(?:提请|商请|报请|报送|移交|移送|配合|协调|督促|会同|联合)")


def asked_of(sentence: str, unit: str | None) -> Duty | None:
    """The duty that a sentence tells, if it is another's than this unit's; an unknown unit is taken to have no power."""
    if _ASKED.match(sentence):
        return None
    return next((duty for duty in DUTIES if duty.acts.search(sentence) and not duty.own.search(unit or "")), None)


def within_power(sentence: str, unit: str | None) -> str:
    """The sentence as this unit may put it: what is another's to do is asked of it."""
    duty = asked_of(sentence, unit)
    if duty is None:
        return sentence
    return f"{duty.asks}{'' if re.match('[对将给依按及]', sentence) else '，'}{sentence}"
