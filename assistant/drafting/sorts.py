"""The sorts of measure that a rectification has, in the order in which official plans give them."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Sort:
    """A sort of measure: its heading, how it opens, what proves it, how its sentences are known, and how many it takes.

    `query` and `general` find what plans require of every rectification; `again` heads what one measure cannot hold.
    """

    name: str
    heading: str
    opening: str
    evidence: str
    words: re.Pattern[str]
    query: str = ""
    general: re.Pattern[str] | None = None
    takes: int = 3
    again: str = ""


_LASTING = r"长效|制度|机制|办法|规程|细则|规划|必须|一律|不得|严禁|不予|原则"
RECOVERY = Sort(
    "recovery",
    "追缴资金",
    "",
    "资金收回或归垫凭证、银行回单、追缴台账",
    re.compile(
        r"(?:追[回缴收]|归[垫还]|收回|缴回|上缴|退[还回缴]|扣回|(?<!及时)(?<!按时)(?<!按期)收取|催收|清收|清缴).{0,22}(?:资金|款|补贴|租金|元|费|基金|贷款|结余|金|保函)"
        r"|(?:资金|款|补贴|租金|费|基金|贷款|结余资金).{0,40}(?:追[回缴收]|归[垫还]|收回|缴回|退[还回])|银行保函|补[交缴齐].{0,14}(?:元|款)"
    ),
)
ACCOUNTABILITY = Sort(
    "accountability",
    "严肃追责问责",
    "",
    "约谈记录、处理决定",
    re.compile(
        r"^(?!.*(?:每[年半月周季日]|定期|一律|凡[^事])).*(?:约谈|问责|批评教育|组织处理|作出处理|追责|党纪|处分|不良行为|移[交送].{0,6}(?:纪|司法|公安))"
    ),
)
IMMEDIATE = Sort(
    "immediate",
    "立行立改",
    "逐项核实情况，列出问题清单，明确责任人，能够立即纠正的立即纠正",
    "问题清单、整改前后对比资料、办结凭证",
    re.compile(
        rf"^(?!.*(?:每[年月周季日学]|定期|{_LASTING})).*(?:清退|修复|返工|补[开签发缴录]|补发|移交|检测|鉴定|维修|重建|确权|核实|核查|招租|盘活|评定|编制|"
        r"报请|配齐|更换|暂停|清理|拨付|兑现|签订|约定|制定.{0,8}方案|推送|纳入|落实.{0,8}(?:措施|标准)|变更|登记|出具|办理|完工|收取|劝导|排查整改|纠正)"
    ),
    "立行立改 立即整改",
    re.compile(r"立行立改|立即整改|限时完成"),
    4,
    "限期整改",
)
SUPERVISION = Sort(
    "supervision",
    "强化日常监管",
    "",
    "检查（比对）记录、通报文件",
    re.compile(
        r"监管|监控|监测|检查|抽查|巡查|核查|督[导查促]|通报|比对|跟踪|调度|考核|动态|考勤|公示|每[年月周季日学]|定期|排查|走访|进度确认"
    ),
    again="加强跟踪问效",
)
CAPABILITY = Sort(
    "capability", "加强培训宣传", "", "培训资料、宣传资料", re.compile(r"(?<!技能)培训(?!项目|制度)|宣传|知晓率|宣讲")
)
LASTING = Sort(
    "lasting",
    "建立长效机制",
    "",
    "印发的制度文件、制度执行记录",
    re.compile(rf"{_LASTING}|建立|健全|完善|规范|改为|明确"),
    "建立健全长效机制 制度",
    re.compile(r"(?:建立|健全|完善|形成).{0,40}(?:制度|机制)"),
    again="健全制度",
)
WIDER = Sort(
    "wider",
    "举一反三排查",
    "对同类事项开展全面排查，发现问题一并整改",
    "排查报告、同类问题整改清单",
    re.compile(r"举一反三|自查自纠|[“\"]?回头看|全面排查"),
    "举一反三 全面排查 一并整改",
    re.compile(r"举一反三|自查自纠|同类问题"),
)

SORTS = (IMMEDIATE, RECOVERY, ACCOUNTABILITY, SUPERVISION, CAPABILITY, LASTING, WIDER)
NEEDED = (IMMEDIATE, LASTING, WIDER)
"""What every rectification has, whether or not the precedents say so."""

_TRIED = (RECOVERY, ACCOUNTABILITY, WIDER, IMMEDIATE, CAPABILITY, SUPERVISION, LASTING)
"""The order in which a sentence is tried: what names its sort most clearly comes first."""


def sort_of(sentence: str) -> Sort:
    """The sort that a sentence belongs to; what is of none corrects."""
    return next((sort for sort in _TRIED if sort.words.search(sentence)), IMMEDIATE)
