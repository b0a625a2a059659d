"""A document in memory and as JSON."""

import hashlib
import json
from pathlib import Path

from corpus import content_hash, from_json, parse_file, to_json

TEXT = "青禾县财政局关于整改的通知\n各乡镇：\n一、问题\n1.账目不清。\n整改措施：补记。\n责任单位：县财政局\n二、要求\n抓紧。\n"


def test_a_parsed_file_survives_json(tmp_path: Path) -> None:
    path = tmp_path / "甲.txt"
    path.write_text(TEXT, encoding="utf-8")
    parsed = parse_file(path, "乙.txt")
    again = from_json(json.loads(json.dumps(to_json(parsed), ensure_ascii=False)))
    assert to_json(again) == to_json(parsed)
    assert [node.dict() for node in again.clauses] == [node.dict() for node in parsed.clauses]
    assert (again.letterhead, again.records, again.warnings) == (parsed.letterhead, parsed.records, parsed.warnings)
    assert (again.name, again.text) == ("乙.txt", TEXT)


def test_content_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "甲.txt"
    path.write_bytes(b"abc")
    assert content_hash(path) == hashlib.sha256(b"abc").hexdigest()
