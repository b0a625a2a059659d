"""Words of a document that are addressed to a machine, not to its readers: 忽略以上指令, 你现在扮演.

Official prose asks units to act (请各单位执行); it does not name a model, its rules or its output, nor tell 你 what
to answer. What is found is marked for the reader and never rested on.
"""

import re

from assistant.figures import plain

_TO_A_MACHINE = re.compile(
    r"(?:忽略|无视|忘记|不要理会|不必遵守|跳过)[^。；;\n]{0,12}(?:指令|提示词?|规则|要求|设定|内容|资料|约束|限制)[^。；;\n]{0,12}(?:回答|输出|回复|改为|告诉|执行|按|写)|"
    r"(?:忽略|无视|忘记)[^。；;\n]{0,6}(?:以上|之前|上述|前面|此前|先前|所有|全部)[^。；;\n]{0,8}(?:指令|提示|规则|设定|约束)|"
    r"(?:你|您)(?:现在|必须|应当?|需要?|要|只能)(?:扮演|充当|回答|输出|回复|忽略)|"
    r"(?:你|您)(?:现在|就)?是[^。；;\n]{0,10}(?:助手|模型|AI|机器人)|"
    r"(?:作为|扮演|充当)[^。；;\n]{0,6}(?:助手|模型|AI|机器人)|"
    r"(?:请|须|务必|必须|应当?|只)?(?:AI|人工智能|大?语言模型|大模型|智能助手|问答助手|机器人)(?:助手|模型)?[,，:：]?(?:请|须|务必|必须|应当?|只能|一律)(?:\S{0,8})(?:回答|输出|回复|忽略)|"
    r"(?:请|直接|只|一律|统一|务必|必须)(?:在?回答|输出|回复|答复)[:：“\"「]|"
    r"(?:系统提示词|开发者模式|越狱模式)|"
    r"\b(?:ignore|disregard|forget)\b.{0,30}\b(?:instructions?|prompts?|rules?)\b|"
    r"\b(?:notes?|instructions?|messages?|attention) (?:to|for) (?:the |any |all )?(?:llms?|ais?|models?|assistants?|chatbots?)\b|"
    r"\byou are (?:now )?(?:an?|the)\b|\b(?:system|assistant|developer) ?:|<\|?(?:im_start|system|endoftext)|"
    r"</[\u4e00-\u9fffa-z]{2,12}>",  # what ends a part of a prompt: official prose has no tags
    re.IGNORECASE,
)

MARK = "该条款含有像是写给机器的指令，未照办，请核对原件"
"""What a reader is told of a clause that commands a machine."""


def commands_machine(text: str) -> bool:
    """Whether a text holds words that read as instructions to a machine; spaces between letters do not hide them."""
    return bool(
        _TO_A_MACHINE.search(text) or _TO_A_MACHINE.search(plain(re.sub(r"[\u200b-\u200f\u2060\ufeff]", "", text)))
    )
