"""A skeleton where nothing can be drafted: asked for, by kind of fault, with blanks, and without a citation."""

import pytest

from assistant import Assistant
from assistant.cli import main
from assistant.drafting.outline import WARNING


def test_a_skeleton_rests_on_nothing_and_says_so(assistant: Assistant) -> None:
    made = assistant.outline("公车私用12次，油费0.8万元由单位报销。", "南山县林业局")
    assert [measure.heading for measure in made.measures] == [
        "立行立改",
        "追缴资金",
        "严肃追责问责",
        "建立长效机制",
        "举一反三排查",
    ]
    assert made.measures[0].text.startswith("立行立改。针对“公车私用12次，油费0.8万元由单位报销”的问题，")
    assert made.measures[1].text == (
        "追缴资金。核清应当收回的资金＿＿元，逐笔确定收回的对象和期限，到期没有收回的依法追偿。"
    )
    assert (made.citations, made.basis, made.warnings, made.composer) == ((), (), (WARNING,), "outline")
    assert "依据\n\n[" not in made.text
    assert "追缴资金" not in [measure.heading for measure in assistant.outline("公车私用12次。").measures]


def test_the_command_gives_it_only_to_who_asks(assistant: Assistant, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["draft", "--data", str(assistant.settings.data), "小学食堂食品留样不足。"]
    assert main(asked) == 0
    assert "# 整改措施（未拟）" in capsys.readouterr().out
    assert main([*asked, "--outline"]) == 0
    assert WARNING in capsys.readouterr().out
