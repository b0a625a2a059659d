"""What is done at once about a fault: one of the acts by which audits have faults corrected.

The kinds are those of the law: 责令改正, 追回, 限期退还, 调整有关会计账目, 责令限期缴纳 (审计法 articles 49 and 50; 财政违法行为处罚处分条例
articles 3 to 17) and what offices do about works, assets, papers and persons. The encoder chooses by reading each with the problem;
where it is sure of none, facts are verified and put right, which holds of every fault.
"""

from assistant.drafting.problem import Problem
from index.encoder import Encoder, Passage

CORRECTIONS = (
    "追回骗取套取、多付、重复支付或违规发放的资金",
    "将挪用、超范围列支的资金归还原资金渠道，调整有关会计账目",
    "将应缴未缴、截留、坐支的收入足额上缴国库或财政专户",
    "逐笔催收拖欠、逾期未收的款项，明确收回期限",
    "将拖欠、滞留、未兑付的款项拨付到位",
    "清退不符合条件的人员，停止发放并追回已领取的资金",
    "将应享未享的对象纳入保障，按政策补发待遇",
    "将违规收取的费用退还缴费人，停止收取",
    "逐项制定盘活方案，将闲置的资产投入使用",
    "收回结转结余、长期闲置的资金统筹使用",
    "补办资产登记、入账和移交手续，做到账实相符",
    "补充完善缺失的资料和凭证，归入档案",
    "补办缺失的审批、评审、公示等手续，不能补办的说明情况并按规定处理",
    "对应招标未招标、应采购未采购的事项查明情况，后续一律按规定程序办理",
    "组织返工修复，整改到位后重新验收",
    "倒排工期，明确节点，加快项目实施和资金支付",
    "立即消除隐患，不能立即消除的停用并落实防护措施，复查合格后销号",
    "停止违法排放、违法占用等行为，限期治理恢复",
    "分账核算，清理往来，调整错误账目",
    "更正不实数据，重新核实后上报",
    "制定并印发缺失的制度或方案",
    "补签合同，补缴应当缴纳的保险和费用",
    "落实管护责任人和经费，修复损坏的设施",
    "重新核定享受对象和发放标准，动态调整",
)
"""Acts, each worded so that it can follow 针对“…”的问题."""

CERTAIN = 0.8
"""Probability from which one of them is what is to be done."""

UNCERTAIN = "逐项核实情况，能够立即纠正的立即纠正，其余限期整改"
"""What is done where it is not known what is to be done."""


def corrections(problem: Problem, reader: Encoder) -> list[str]:
    """What is done at once about the parts of a problem: each act behind the parts that it is done about, with their figures."""
    acts: dict[str, list[str]] = {}
    for part in problem.parts:
        acts.setdefault(_correction(part, problem, reader), []).append(part.replace("“", "‘").replace("”", "’"))
    return [f"针对“{'；'.join(parts)}”的问题，{act}" for act, parts in acts.items()]


def _correction(part: str, problem: Problem, reader: Encoder) -> str:
    reads = reader.read(f"{problem.lead}{part}", [Passage(act) for act in CORRECTIONS])
    best = max(range(len(CORRECTIONS)), key=lambda number: reads[number].probability)
    return CORRECTIONS[best] if reads[best].probability >= CERTAIN else UNCERTAIN
