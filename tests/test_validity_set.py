"""Sixty statements on the force of thirty-two measures, written blind from the documents alone (`eval/validity`)."""

import datetime
import json
from pathlib import Path

from assistant import Assistant, Settings

SET = Path(__file__).parents[1] / "eval/validity"


def test_what_is_in_force_when(tmp_path: Path) -> None:
    assistant = Assistant(Settings(tmp_path / "data"))
    assistant.add([SET / "documents"])
    rows = [json.loads(line) for line in (SET / "states.jsonl").read_text(encoding="utf-8").splitlines()]
    wrong = []
    for row in rows:
        whole, articles = assistant.validity(row["document"], datetime.date.fromisoformat(row["as_of"]))
        stands = articles.get(row["clause"] or "", whole)
        state = "现行" if row["clause"] and stands is whole and whole.state == "已修改" else stands.state
        told = {"state": state, "from": stands.begins, "until": stands.ends}
        by = row["by_document"] in (None, *(basis.document for basis in stands.by))
        if any(row[name] != value for name, value in told.items()) or not by:
            wrong.append((row["id"], told))
    assert (len(rows), wrong) == (60, [])
