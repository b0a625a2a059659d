"""What is done at once about a fault: one of the acts by which audits have faults corrected.

The kinds are those of the law: 责令改正, 追回, 限期退还, 调整有关会计账目, 责令限期缴纳 (审计法 articles 49 and 50; 财政违法行为处罚处分条例
articles 3 to 17) and what offices do about works, assets, papers and persons. The encoder chooses by reading each with the problem;
where it is sure of none, facts are verified and put right, which holds of every fault.
"""

from assistant.drafting.problem import Problem
from index.encoder import Encoder, Passage

CORRECTIONS = {
    "追回骗取套取、多付、重复支付或违规发放的资金": "追回多付和违规取得的资金，按原渠道退回",
    "将挪用、超范围列支的资金归还原资金渠道，调整有关会计账目": "将资金归还原资金渠道，调整有关会计账目",
    "将应缴未缴、截留、坐支的收入足额上缴国库或财政专户": "将收入足额上缴国库或财政专户",
    "将账外资金并入法定账簿统一核算，撤销违规账户": "将账外资金并入法定账簿统一核算，撤销违规账户",
    "逐笔催收拖欠、逾期未收的款项，明确收回期限": "逐笔催收，明确收回期限，到期不缴的依法追偿",
    "追缴少收、漏收、未征收的款项": "核清少收、漏收的数额，依法追缴",
    "将拖欠、滞留、未兑付的款项拨付到位": "将款项足额拨付、兑付到位",
    "退还超收、逾期未退的保证金、押金": "将应退的保证金、押金退还到位",
    "将违规收取的费用退还缴费人，停止收取": "停止收取，将违规收取的费用退还缴费人",
    "清退不符合条件的人员，停止发放并追回已领取的资金": "清退不符合条件的人员，停止发放并追回已领取的资金",
    "将应享未享的对象纳入保障，按政策补发待遇": "将符合条件的对象纳入保障，按政策补发待遇",
    "重新核定享受对象和发放标准，实行动态调整": "重新核定享受对象和发放标准，实行动态调整",
    "补齐未落实的配套资金和经费": "补齐未落实的配套资金和经费",
    "收回结转结余、长期闲置的资金统筹使用": "收回结转结余和闲置的资金，统筹使用",
    "收回违规出借的资金，解除违规提供的担保": "收回出借的资金，解除违规提供的担保",
    "制定化债方案，落实偿还来源，停止新增违规举债": "制定化债方案，落实偿还来源，停止新增违规举债",
    "停止超标准、超范围的开支，由责任人承担的部分予以清退": "停止超标准、超范围的开支，应由个人承担的部分予以清退",
    "核减多计的工程量和价款，收回多付的工程款": "据实核减工程量和价款，收回多付的工程款",
    "逐项制定盘活方案，将闲置的资产投入使用": "逐项制定盘活方案，将闲置的资产投入使用",
    "收回被占用、违规出租出借的资产和资源，重新按规定程序处置": "收回资产和资源，重新按规定程序处置",
    "补办资产登记、确权、入账和移交手续，做到账实相符": "补办资产登记、确权、入账和移交手续，做到账实相符",
    "腾退超标准配备、违规占用的房屋和车辆": "腾退超标准配备、违规占用的房屋和车辆",
    "补充完善缺失的资料和凭证，归入档案": "补充完善缺失的资料和凭证，归入档案",
    "补办缺失的审批、评审、公示等手续，不能补办的说明情况并按规定处理": "补办审批、评审、公示等手续，不能补办的说明情况并按规定处理",
    "终止违规签订的合同或违规确定的结果，按规定程序重新办理": "纠正违规确定的结果和条款，按规定程序重新办理",
    "对应招标未招标、应采购未采购的事项查明情况，后续一律按规定程序办理": "查明未按规定招标、采购的情况，后续一律按规定程序办理",
    "补签、规范合同，补缴应当缴纳的保险和费用": "补签、规范合同，补缴应当缴纳的保险和费用",
    "组织返工修复，整改到位后重新验收": "组织返工修复，整改到位后重新验收",
    "倒排工期，明确节点，加快项目实施和资金支付": "倒排工期，明确节点，加快项目实施和资金支付",
    "办理竣工验收、结算和决算，及时交付使用": "办理竣工验收、结算和决算，及时交付使用",
    "落实管护责任人和经费，修复损坏的设施": "落实管护责任人和经费，修复损坏的设施",
    "立即消除隐患，不能立即消除的停用并落实防护措施，复查合格后销号": "立即消除隐患，不能立即消除的停用并落实防护措施，复查合格后销号",
    "停止违法排放、违法占用、违规处置等行为，限期治理恢复": "停止违法行为，限期治理恢复",
    "配齐缺少的人员、设备和物资，保证正常运行": "配齐缺少的人员、设备和物资，保证正常运行",
    "清理违规兼职、超编、借用人员，规范用工": "清理违规兼职、超编和借用人员，规范用工",
    "分账核算，清理往来，调整错误账目": "分账核算，清理往来，调整错误账目",
    "更正不实数据，重新核实后上报": "更正不实数据，重新核实后上报",
    "公开应当公开的事项，接受监督": "公开应当公开的事项，接受监督",
    "对应查未查、查而未处的事项逐件核查处理，补齐检查和监管": "逐件核查处理，补齐检查和监管",
    "制定并印发缺失的制度或方案，分离不相容岗位": "制定并印发缺失的制度或方案，分离不相容岗位",
    "打通数据，补上系统缺少的功能，定期比对": "打通数据，补上系统缺少的功能，定期比对",
}
"""Acts as they are read with a problem, by the faults that they correct; and as they follow 针对“…”的问题 in a draft."""

CERTAIN = 0.97
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
    read, said = max(zip(reads, CORRECTIONS.values(), strict=True), key=lambda pair: pair[0].probability)
    return said if read.probability >= CERTAIN else UNCERTAIN
