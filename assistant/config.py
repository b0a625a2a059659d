"""Settings: options of a command over environment variables over defaults."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """Where the data is and which embedding model searches it; `model` None is the one that ships with the product."""

    data: Path
    model: str | None = None

    @classmethod
    def read(cls, data: str | None = None, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Settings from the `--data` option and the environment: `ASSISTANT_DATA`, `ASSISTANT_MODEL`."""
        return cls(
            Path(data or environment.get("ASSISTANT_DATA") or "data"), environment.get("ASSISTANT_MODEL") or None
        )
