"""An article of a rule in a draft: named, quoted, and put to the use that whoever rectifies can make of it.

What a rule demands is to be kept; what it threatens is for those who have the power, so a unit holds its case against it and reports.
"""

import re

from assistant.drafting.basis import Basis
from assistant.drafting.passages import Passage
from assistant.sentences import tidy

LONGEST = 120
"""Characters of a rule that a measure repeats: a longer one is named, and stands under the draft."""

_PUNISHES = re.compile(r"责令|罚款|处分|处以?[^理置]{0,8}(?:倍|%|％|万?元)|追究|构成犯罪|吊销|没收|予以(?:警告|通报)")
_OPENS = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*")


def applied(one: Basis, passage: Passage) -> str:
    """The sentence of a draft that applies a passage of a rule, without a full stop."""
    title = one.letterhead.title or str(one.node.metadata["document"])
    name = f"《{title.strip('《》')}》{one.node.metadata['address']}"
    if _PUNISHES.search(passage.text):
        return f"对照{name}核实定性，属于所列情形的，报请有权机关依法处理"
    words = _OPENS.sub("", tidy(passage.text)).rstrip("。；;，,：: ")
    return f"严格执行{name}“{words}”的规定" if len(words) <= LONGEST else f"严格执行{name}的规定"
