"""Names of bodies and of places, as letterheads write them."""

import re

_ENDS = (
    r"人民政府办公[室厅]|督查室|研究室|政研室|人民政府|政府|办公[室厅]|委员会|总局|领导小组|指挥部|党委|党组|县委|市委|区委|省委|州委|常委会|人大|政协|"
    r"人民法院|人民检察院|法院|检察院|部|厅|局|署|院|会|处|委|办|公司|集团|中心|支队|大队|街道办事处|办事处|银行|分行|联社"
)
_BODY = re.compile(rf"^[\u4e00-\u9fff（）()“”·]{{2,40}}?(?:{_ENDS})$")

_PROVINCE = (
    r"(?:[^\W\d_县市区州旗镇乡]{2,3}?省(?![际级内外])|[\u4e00-\u9fff]{2,7}?自治区|[\u4e00-\u9fff]{2}?特别行政区)"
)
_PREFECTURE = r"(?:[\u4e00-\u9fff]{2,5}?市(?!级|场|民(?!政|族|宗|办|营))|[\u4e00-\u9fff]{2,10}?自治州|[\u4e00-\u9fff]{2,5}?盟|[\u4e00-\u9fff]{2,4}?地区)"
_COUNTY = r"(?:[\u4e00-\u9fff]{2,10}?自治[县旗]|[\u4e00-\u9fff]{1,4}?(?:县(?![级域])|新区|开发区|区(?![级域])|旗)|[\u4e00-\u9fff]{2,4}?市(?!级|场|民(?!政|族|宗|办|营)))"
_TOWN = r"(?:[\u4e00-\u9fff]{2,6}?(?:镇|乡|街道))"
_FOLLOWED = r"(?=[\u4e00-\u9fff“《0-9（(]|$)"
_COUNTY_REGION = re.compile(rf"^{_PROVINCE}?{_PREFECTURE}?{_COUNTY}?{_FOLLOWED}")
_TOWN_REGION = re.compile(rf"^{_PROVINCE}?{_PREFECTURE}?{_COUNTY}?{_TOWN}{_FOLLOWED}")
_PARTY = re.compile(r"^(?:中共|中国共产党)")
_NO_PLACE = re.compile(
    r"[各本全该我这致驻及和与的对于为在是年月日]|城乡|城区|地区性|社区|小区|园区|校区|片区|景区|辖区|农村|乡村|重点|试点|应对|市场|上市|城市"
)
_RECIPIENT_END = re.compile(
    rf"(?:{_ENDS}|[省市县区州镇乡旗]|街道|社区|村|厂|站|所|行|社|队|室|组|科|股|学校|大学|学院|单位|机构|部门|机关|组织|团体|企业|代表|委员|同志|先生|女士|"
    r"老师|朋友|市民|居民|们|人|户|纳税人|成员|个人|媒体)(?:[）)”]|[（(][^（）()]{1,60}[)）])*$"
)


def is_body(name: str) -> bool:
    """Whether a line is the name of a body and nothing else."""
    return bool(_BODY.match(name)) and not re.match(r"第.{1,4}[编章节条部]", name)


def split_bodies(names: str) -> list[str]:
    """Bodies that stand side by side, divided by spaces or 、, or only by the name of their place said again."""
    return [body for name in re.split(r"[\s　、，,]+", names) for body in _split_at_place(name) if body]


def _split_at_place(name: str) -> list[str]:
    place = region_of(name)
    at = name.find(place, len(place)) if place else -1
    if place and at > 0 and is_body(name[:at]) and is_body(name[at:]):
        return [name[:at], *_split_at_place(name[at:])]
    return [name]


def region_of(name: str) -> str | None:
    """The place that a body or a title begins with, from province to town; None where none is named."""
    name = _PARTY.sub("", name)
    for pattern in (_TOWN_REGION, _COUNTY_REGION):
        match = pattern.match(name)
        if not match or len(match[0]) < 2 or _NO_PLACE.search(match[0]):
            continue
        only_town = re.fullmatch(_TOWN, match[0])
        if not only_town or re.match(r"(?:人民政府|党委|委员会|办事处)", name[match.end() :]):
            return match[0]
    return None


def names_recipients(line: str) -> bool:
    """Whether what stands before a colon names those that a document is sent to: bodies or people, not a sentence."""
    last = re.split(r"[，、；,;]", line)[-1].strip()
    return bool(_RECIPIENT_END.search(last)) and not re.search(r"如下|事项|措施$|指出|强调|表示|认为|以下", line)
