"""Folders for files to download: empty, apart, and not kept for ever."""

import os
import time

from assistant.page.downloads import KEPT, fresh_folder


def test_what_was_made_for_a_visitor_goes_in_time() -> None:
    old, new = fresh_folder(), fresh_folder()
    (old / "措施.docx").write_bytes(b"x")
    os.utime(old, (time.time() - KEPT - 1,) * 2)
    latest = fresh_folder()
    assert [folder.exists() for folder in (old, new, latest)] == [False, True, True]
    assert list(latest.iterdir()) == []
    assert latest not in (old, new)
