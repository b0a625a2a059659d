"""Conversations: kept, found, renamed, rated, deleted; and what is taken along of one."""

import io
from pathlib import Path
from typing import Any

import docx
import pytest

from assistant.conversations import Conversations, Turn
from assistant.errors import InputError
from assistant.transcript import cited, markdown, word

ANSWER: dict[str, Any] = {
    "answer": "由村委会主任审批。[1]",
    "abstained": False,
    "citations": [
        {
            "number": 1,
            "document": "办法.txt",
            "title": "青山县村级资金管理办法",
            "document_number": "青政办发〔2024〕12号",
            "clause": "第三条",
            "page": None,
            "quote": "由村委会主任\n审批",
        }
    ],
}
REFUSAL: dict[str, Any] = {"answer": "文件未提及。", "abstained": True, "citations": []}


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / "state.db")


def test_a_conversation_is_found_again_after_the_database_is_opened_anew(kept: Conversations, tmp_path: Path) -> None:
    begun = kept.begin("甲", "五千元以下由谁审批？")
    kept.append(begun.id, "五千元以下由谁审批？", ANSWER)
    kept.append(begun.id, "那五千元以上呢？", REFUSAL)
    again = Conversations(tmp_path / "state.db")
    assert [conversation.id for conversation in again.of("甲")] == [begun.id]
    assert again.turns(begun.id) == [
        Turn(1, "五千元以下由谁审批？", ANSWER),
        Turn(2, "那五千元以上呢？", REFUSAL),
    ]


def test_nobody_finds_the_conversations_of_another(kept: Conversations) -> None:
    mine, other = kept.begin("甲", "甲的问题"), kept.begin("乙", "乙的问题")
    assert ([c.id for c in kept.of("甲")], [c.id for c in kept.of("乙")]) == ([mine.id], [other.id])


def test_who_holds_the_identifier_finds_the_conversation(kept: Conversations) -> None:
    begun = kept.begin("甲", "问题")
    assert (kept.find(begun.id), kept.find("别的")) == (begun, None)


def test_search_looks_into_titles_questions_and_answers(kept: Conversations) -> None:
    first = kept.begin("甲", "谁来审批")
    kept.append(first.id, "谁来审批", ANSWER)
    second = kept.begin("甲", "补助标准")
    kept.append(second.id, "补助标准", REFUSAL)
    found = {words: [c.id for c in kept.of("甲", words)] for words in ("审批", "村委会主任", "补助", "%", "没有的词")}
    assert found == {
        "审批": [first.id],
        "村委会主任": [first.id],
        "补助": [second.id],
        "%": [],
        "没有的词": [],
    }


def test_the_newest_comes_first_and_a_new_turn_renews(kept: Conversations) -> None:
    first, second = kept.begin("甲", "一"), kept.begin("甲", "二")
    assert [c.id for c in kept.of("甲")] == [second.id, first.id]
    kept.append(first.id, "一", REFUSAL)
    assert [c.id for c in kept.of("甲")] == [first.id, second.id]


def test_a_long_first_question_is_cut_to_a_title(kept: Conversations) -> None:
    assert kept.begin("甲", "问" * 40).title == "问" * 30 + "…"


def test_an_empty_name_is_refused(kept: Conversations) -> None:
    begun = kept.begin("甲", "问题")
    with pytest.raises(InputError, match="名称是空的"):
        kept.rename(begun.id, "  ")
    kept.rename(begun.id, " 资金审批 ")
    assert [c.title for c in kept.of("甲")] == ["资金审批"]


def test_a_verdict_is_kept_until_the_answer_is_replaced(kept: Conversations) -> None:
    begun = kept.begin("甲", "问题")
    kept.append(begun.id, "问题", REFUSAL)
    kept.rate(1, False, "不完整")
    assert kept.turn(1) == Turn(1, "问题", REFUSAL, False, "不完整")
    kept.replace(1, ANSWER)
    assert kept.turn(1) == Turn(1, "问题", ANSWER)


def test_deleting_forgets_the_turns(kept: Conversations) -> None:
    begun = kept.begin("甲", "问题")
    kept.append(begun.id, "问题", ANSWER)
    kept.delete(begun.id)
    assert (kept.find(begun.id), kept.turns(begun.id), kept.turn(1), kept.of("甲")) == (None, [], None, [])


def test_copied_text_names_every_source() -> None:
    assert cited(ANSWER) == (
        "由村委会主任审批。[1]\n\n依据：\n"
        "[1] 《青山县村级资金管理办法》（青政办发〔2024〕12号）第三条：“由村委会主任 审批”"
    )
    assert cited(REFUSAL) == "文件未提及。"


def test_markdown_holds_questions_answers_and_sources() -> None:
    assert markdown("资金审批", [Turn(1, "谁审批？", ANSWER), Turn(2, "还有呢？", REFUSAL)]) == (
        "# 资金审批\n\n## 谁审批？\n\n由村委会主任审批。[1]\n\n"
        "> [1] 《青山县村级资金管理办法》（青政办发〔2024〕12号）第三条：由村委会主任 审批\n\n"
        "## 还有呢？\n\n文件未提及。\n"
    )


def test_word_holds_the_same() -> None:
    written = docx.Document(io.BytesIO(word("资金审批", [Turn(1, "谁审批？", ANSWER)])))
    assert [paragraph.text for paragraph in written.paragraphs] == [
        "资金审批",
        "谁审批？",
        "由村委会主任审批。[1]",
        "[1] 《青山县村级资金管理办法》（青政办发〔2024〕12号）第三条：由村委会主任 审批",
    ]
