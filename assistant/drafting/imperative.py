"""What was done elsewhere, told as what is to be done here: 已收回补贴8万元并上缴 → 收回补贴8万元并上缴.

Reports of what was achieved are the best precedents there are, for their measures worked; in a draft the same act is still to come.
"""

import re

_ACTS = (
    r"(?:追[回缴收讨]|清[退理收算缴查]|收[回缴取]|归[还垫集]|[上补解扣]缴|缴[回入存纳清]|[扣抵]回|退[还回费缴赔]|拨[付入]|兑[付现]|[补停打代]发|发放|支付|偿还|[移提]交|移送|停[止用产业运]|"
    r"解[除聘散]|终止|下架|修[复订改缮]|维修|更[换正新]|整改|纠正|拆除|恢复|办[理结]|补[办充齐签录交种植建征收]|建[立成]|健全|完善|制定|印发|出台|签[订约]|纳入|录入|登记|入账|盘活|出租|"
    r"招租|调[整减剂]|核[销减实定查]|公[示开]|约谈|处[理罚分]|立案|组织|开展|委托|协调|责[令成]|督促|要求|启[动用]|列入|取消|废止|注销|暂停|重新|返工|验收|结算|审[计核]|评[估审]|鉴定|检测|"
    r"落实|配[齐备]|安[装排]|明确|规范|统一|完成|封[存停]|关[闭停]|腾退|清运|复[垦绿耕]|划[转拨]|转[入交]|并入|接[入管]|投[入用])"
)
_HAVING = re.compile(
    rf"(?:目前|现|均|都|也)*已经?(?:于[^，。；、]{{2,14}}?)?(?=(?:[全足大]部|全额|足额|分别|陆续|分批|逐[一项户笔人]|依法|按[^，。；]{{1,12}}|[将把对从由向在通与同为给用以][^，。；]{{1,24}})?{_ACTS}|[将把对为由][\u4e00-\u9fff]{{2}})"
)
_SUM = re.compile(
    rf"^(?:[（(]\d+[)）]|[至到])?(?P<sum>\d[\d,.]*[万亿]?元)(?P<of>[\u4e00-\u9fff]{{0,8}}?)(?=(?:全部|全额|足额)?(?:[从由向在通按][^，。；]{{1,24}})?{_ACTS})"
)
_WHO = re.compile(rf"^(?:[我全该本]|[各这]?[级个])[县市区乡镇局](?={_ACTS})")
_PART = re.compile(r"[^，；。]+[，；。]?")


def imperative(sentence: str) -> str:
    """The sentence with its acts still to come; what only tells a state (已满三年) stays as it is."""
    parts = _PART.findall(_HAVING.sub("", sentence))
    return "".join(_WHO.sub("", _SUM.sub(r"将\g<sum>\g<of>", part)) for part in parts)
