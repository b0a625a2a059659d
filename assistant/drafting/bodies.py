"""Bodies named in a precedent, as they are named when no particular one is meant: 县财政局 → 财政部门."""

import re
from collections.abc import Iterable

_LEVEL = r"(?:自治[县州区]|[省市县区州旗乡镇])"
_DEPARTMENT = (
    r"(?:财政|农业农村|乡村振兴|扶贫(?:和移民工作|开发)?|发展和?改革|发改|改革|审计|民政|教育|卫生健康|卫健|医疗保障|医保|"
    r"人力资源和?社会保障|人社|住房和?城乡建设|住建|自然资源(?:和规划|规划)?|林业(?:和草原)?|水利|水务|交通运输|交通|商务|生态环境|"
    r"文化(?:广电)?和?旅游|文旅|市场监管|统计|税务|公安|司法|应急(?:管理)?|民族宗教(?:事务)?|综合(?:行政)?执法|国资|金融(?:工作)?|"
    r"供销|机构编制|督查|档案|信访|畜牧|农机|气象|烟草|工信|工业和信息化|科技|体育|城市管理|城管)"
)
_OFFICES = (
    (
        rf"原?{_LEVEL}?(?P<dept>{_DEPARTMENT})(?:局|委员会|委|办公室|办|厅)(?:(?:预算|农财)[股科])?(?![员托派])",
        r"\g<dept>部门",
    ),
    (rf"{_LEVEL}?(?:再?就业|就业创业)(?:创业)?(?:服务|促进)?(?:中心|局)", "就业服务机构"),
    (rf"{_LEVEL}?(?:疾病预防控制|疾控)中心", "疾病预防控制机构"),
    (rf"{_LEVEL}?农经(?:站|局|中心)", "农村经营管理机构"),
    (rf"{_LEVEL}?(?:残联|残疾人联合会)", "残联"),
    (rf"{_LEVEL}?(?:妇联|妇女联合会)", "妇联"),
    (rf"{_LEVEL}?纪委监委(?:驻.{{0,12}}?纪检监察组)?", "纪检监察机关"),
    (rf"{_LEVEL}?委组织部", "组织部门"),
    (rf"{_LEVEL}?委编办", "机构编制部门"),
    (rf"{_LEVEL}?委统战部", "统战部门"),
    (r"[县区市州]委[、和]?[县区市州](?:人民)?政府", "本级党委、政府"),
    (r"[县区市州](?:人民)?政府督查(?:室|部门)", "督查机构"),
    (r"[县区市州](?:人民)?政府(?:办公室|办)|(?<![\u4e00-\u9fff])政府办(?:公室)?", "本级政府办公室"),
    (r"[县区市州](?:人民)?政府", "本级政府"),
)
_PATTERNS = tuple((re.compile(pattern), generic) for pattern, generic in _OFFICES)
_TRADE = (
    r"农业|产业|乡村|城市|发展|投资|开发|建设|旅游|农投|城投|国资|文旅|电子|科技|建筑|工程|食品|生态|实业|养殖|种植|加工|贸易|"
    r"商贸|运输|物流|服务|管理|光伏|新能源|电力|水务|环保|劳务|人力资源|农牧|畜牧|农机|种业|服装|纺织|制造"
)
_FIRM_END = r"(?:有限责任公司|股份有限公司|有限公司|股份公司|公司|集团|养殖场|种植场|农场|合作社|工厂)"
_FIRM = re.compile(rf"[县市区]?(?:{_TRADE})*(?:有限责任公司|股份有限公司|有限公司|股份公司)")
_ENDS = (
    ("乡镇人民政府", r"(?:乡|镇)(?:人民)?政府"),
    ("村民委员会", r"村(?:村?民委员会|村?委会)"),
    ("乡镇", r"(?:乡|镇)"),
    ("村", r"村"),
)
_DEPARTMENTS = rf"(?:{_DEPARTMENT}部门|{_LEVEL}?财政(?=[应将对负要按])|就业服务机构|疾病预防控制机构|农村经营管理机构|督查机构|本级政府(?:办公室)?|纪检监察机关|两部门|县上)"
_ACTORS = re.compile(
    rf"^(?:下一步|今后)?[，,]?(?:由|要求)?{_DEPARTMENTS}(?:(?:[、和及与]){_DEPARTMENTS})*(?:等部门)?(?:牵头|负责|共同)?(?:[，,：]|(?![、和的]|会议))(?:应当|应(?=[按将在根]))?"
)
_BELOW = re.compile(
    r"^(?:要求|督促|由)?(?P<who>(?:各|有关|两|三|四)?乡镇(?:人民政府)?|两[乡镇]|村民委员会|施工单位|监理单位)(?:应当)?(?=[^、，,])"
)


def generic_bodies(text: str, names: Iterable[str]) -> str:
    """The text with every office, township and company named by what it is, not by whose it is."""
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?:{re.escape(name)})(?:{_TRADE})*{_FIRM_END}", "有关企业", text)
        stem = re.escape(name.rstrip("乡镇村") if name[-1] in "乡镇村" and len(name) > 2 else name)
        for generic, end in _ENDS:
            text = re.sub(rf"{stem}{end}", f"有关{generic}", text)
    for pattern, generic in _PATTERNS:
        text = pattern.sub(generic, text)
    text = _FIRM.sub("有关企业", text)
    return re.sub(r"(有关乡镇(?:人民政府)?)(?:[、和]有关乡镇(?:人民政府)?)+", r"\1", text)


def without_actor(text: str) -> str:
    """The text without the office that acted there, since another acts here; those below it are told to act."""
    text = _ACTORS.sub("", text)
    below = _BELOW.match(text)
    if below is None:
        return text
    who = re.sub(r"^[两三四][乡镇]$", "有关乡镇", below["who"])
    return f"督促{who}{text[below.end() :]}"
