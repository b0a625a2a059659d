"""Fixtures that every test may use, and the rule that a full run skips nothing."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant, Settings

SHARED = Path(__file__).parents[2] / "shared"
"""Real documents outside the repository, where there are any."""

NOTICE = """青山县人民政府办公室文件

青政办发〔2024〕12号

青山县人民政府办公室
关于印发《青山县村级资金管理办法》的通知

各乡镇人民政府，县直各单位：

《青山县村级资金管理办法》已经县政府同意，现印发给你们，请遵照执行。

青山县人民政府办公室
2024年3月5日

青山县村级资金管理办法

第一章 总则

第一条 为规范村级资金管理，根据有关规定，制定本办法。

第二条 村级资金实行村账乡代理，由乡镇农经站统一核算。

第二章 支出

第三条 村级单笔支出在五千元以下的，由村委会主任审批；五千元以上的，应当经村民代表会议讨论。

第四条 村级资金不得用于公务接待。违反规定的，由乡镇责令限期退回。

第五条 本办法自2024年4月1日起施行。
"""

PLAN = """河东县审计发现问题整改方案

为做好审计发现问题整改工作，制定本方案。

一、整改内容

（一）项目管理方面

1.道路项目进度滞后。截至2023年6月，河东县3个道路项目未按期完工，涉及资金120万元。
整改措施：一是倒排工期，每周调度一次；二是对施工单位约谈，督促增加人员设备。
责任单位：县交通运输局
整改时限：2023年10月底

2.扶贫车间闲置。河东县2个扶贫车间自2022年起闲置，年租金8万元未收取。
整改措施：一是重新招租，盘活资产；二是追缴欠缴租金，存入村集体账户。
责任单位：县农业农村局、县乡村振兴局
整改时限：2023年12月底

二、工作要求

（一）压实责任。各单位主要负责人为第一责任人。

（二）按时报送。每月25日前报送整改进展。
"""


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder with a notice that annexes a measure in articles, and a rectification plan."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "办法.txt").write_text(NOTICE, encoding="utf-8")
    (folder / "方案.txt").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.fixture
def assistant(tmp_path: Path, documents: Path) -> Assistant:
    """An assistant that has read `documents`."""
    opened = Assistant(Settings(tmp_path / "data"))
    opened.add([documents])
    return opened


@pytest.fixture(autouse=True)
def without_laws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands leave the national laws aside: making them ready takes seconds, and what is drafted would rest on them too."""
    monkeypatch.setenv("ASSISTANT_LAWS", "off")


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Forbid every connection that leaves this machine: nothing here may need a hub, a font or an analytics host."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"tried to connect to {address}: tests reach only this machine")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    yield


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Where `ALLOW_NO_SKIPS` is set, a skipped test has failed: the machine was to have what it needs."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if os.environ.get("ALLOW_NO_SKIPS") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be: {report.longrepr}"
