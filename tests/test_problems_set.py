"""Figures of drafts for problems whose bases are known: over one precedent that fits, and one problem that nothing fits."""

from conftest import PLAN

from assistant import Assistant
from eval.problems import Drafted, figures

FITS = {"document": "方案.txt", "words": "扶贫车间闲"}


def test_what_is_drafted_is_held_against_what_fits(assistant: Assistant) -> None:
    assert FITS["words"] in PLAN
    idle = "南山县4个扶贫车间空置一年，年租金6万元未收取。"
    near = {"precedents": [FITS], "rules": [], "facts": ["4个", "9万元"], "kind": "draft", "id": "a", "problem": idle}
    far = {
        "precedents": [],
        "rules": [],
        "facts": [],
        "kind": "decline",
        "id": "b",
        "problem": "小学食堂食品留样不足。",
    }
    found = [Drafted(gold, assistant.draft(str(gold["problem"]))) for gold in (near, far)]
    assert [(one.fits, one.strange, one.answered) for one in found] == [(True, [], 0.5), (False, [], 1.0)]
    told = figures(found)
    assert (told["drafted of draft"], told["drafted of decline"], told["drafted of reference"]) == (1.0, 0.0, 0.0)
    assert (told["on a basis that fits"], told["or shown one"], told["bases that fit"]) == (1.0, 1.0, 1.0)
    assert told["facts answered where drafted"] == 0.5
