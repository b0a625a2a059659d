"""A gate: a file of what figures must reach, so that a change that makes answers worse does not land.

{"at_least": {"right": 0.8, "abstention_f1": 0.9}, "at_most": {"seconds_p95": 2.0}}, by the names of `Report.measured`.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import InputError


class Gate(BaseModel):
    """Floors and ceilings by the names of figures."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at_least: dict[str, float] = {}
    at_most: dict[str, float] = {}

    def failures(self, measured: Mapping[str, float]) -> list[str]:
        """What is below its floor or above its ceiling, in words.

        Raises:
            InputError: if the gate asks for a figure that was not measured.
        """
        for name in (*self.at_least, *self.at_most):
            if name not in measured:
                raise InputError(f"门槛文件中的指标 {name} 没有测得，可用的指标：{'、'.join(sorted(measured))}")
        low = [f"{n} 为 {measured[n]:.3f}，低于 {floor}" for n, floor in self.at_least.items() if measured[n] < floor]
        high = [f"{n} 为 {measured[n]:.3f}，高于 {top}" for n, top in self.at_most.items() if measured[n] > top]
        return low + high


def read_gate(path: Path) -> Gate:
    """Read a gate file.

    Raises:
        InputError: if it is missing or malformed.
    """
    if not path.is_file():
        raise InputError(f"{path} 不存在，请检查路径")
    try:
        return Gate.model_validate(json.loads(path.read_text(encoding="utf-8-sig")))
    except (ValueError, ValidationError) as error:
        reason = str(error).splitlines()[0]
        raise InputError(
            f'{path} 不是门槛文件（{reason}），应为 {{"at_least": {{指标: 数值}}, "at_most": {{指标: 数值}}}}'
        ) from error
