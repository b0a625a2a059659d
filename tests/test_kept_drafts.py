"""Drafts: kept as they were edited, found by their owner, renewed, deleted."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.drafting import Case, Draft
from assistant.kept_drafts import KeptDraft, KeptDrafts
from assistant.revision import revise

ASKED = Case("某村2个扶贫车间闲置，租金8万元未收取。", "白马镇人民政府", None)


@pytest.fixture
def made(assistant: Assistant) -> Draft:
    return assistant.draft(ASKED.issue, ASKED.unit, ASKED.deadline)


@pytest.fixture
def drafts(tmp_path: Path) -> KeptDrafts:
    return KeptDrafts(tmp_path / "state.db")


def test_a_draft_is_found_again_after_the_database_is_opened_anew(
    drafts: KeptDrafts, made: Draft, tmp_path: Path
) -> None:
    assert made.measures
    assert made.basis
    kept = KeptDraft.of(ASKED, made, {"甲.txt#第一条"}, {"乙.txt#第二条"})
    told = made.to_json()
    assert kept.draft == replace(made, basis=(), doubtful=())
    assert kept.bases == (
        *({**basis, "used": True} for basis in told["basis"]),
        *({**basis, "used": False} for basis in told["doubtful"]),
    )
    drafts.keep("甲", kept)
    again = KeptDrafts(tmp_path / "state.db").find(kept.id, "甲")
    assert again is not None
    assert again.updated > 0
    assert replace(again, updated=0.0) == kept


def test_an_edited_draft_stands_in_place_of_the_old_and_comes_first(drafts: KeptDrafts, made: Draft) -> None:
    first, second = KeptDraft.of(ASKED, made), KeptDraft.of(ASKED, made)
    for kept in (first, second):
        drafts.keep("甲", kept)
    assert [kept.id for kept in drafts.of("甲")] == [second.id, first.id]
    edited = replace(first, draft=revise(first.draft, 1, "追缴租金99万元。"), without=frozenset({"丙.txt#第三条"}))
    drafts.keep("甲", edited)
    assert [replace(kept, updated=0.0) for kept in drafts.of("甲")] == [edited, second]
    assert edited.draft.measures[0].certificate.missing == ("99万元",)


def test_a_draft_made_anew_keeps_its_identifier(made: Draft) -> None:
    kept = KeptDraft.of(ASKED, made)
    assert KeptDraft.of(ASKED, made, identifier=kept.id) == kept


def test_nobody_finds_or_deletes_the_drafts_of_another(drafts: KeptDrafts, made: Draft) -> None:
    kept = KeptDraft.of(ASKED, made)
    drafts.keep("甲", kept)
    drafts.delete(kept.id, "乙")
    assert (drafts.of("乙"), drafts.find(kept.id, "乙")) == ([], None)
    assert [each.id for each in drafts.of("甲")] == [kept.id]
    drafts.delete(kept.id, "甲")
    assert (drafts.of("甲"), drafts.find(kept.id, "甲")) == ([], None)
