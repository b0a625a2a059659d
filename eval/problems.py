"""`python -m eval.problems FOLDER`: drafts for problems that were written blind, with what they should rest on.

FOLDER holds `documents/` and `problems.jsonl`: `problem`, `unit`, `kind` (draft, reference where a basis is only near, decline),
the `precedents` and `rules` that fit, and the `facts` that a draft must answer. `--beside` adds other documents to the library, for
a basis must be found among many. `--drafts` writes the drafts, to be judged by reading.
"""

import argparse
import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from assistant import Assistant, Settings
from assistant.drafting import Draft
from assistant.drafting.basis import Basis

_OPENS = re.compile(r"^(?:针对|关于)")
"""What headings begin with that is no part of the problem."""


@dataclass(frozen=True)
class Drafted:
    """A problem with its draft."""

    gold: Mapping[str, Any]
    draft: Draft

    @property
    def fits(self) -> bool:
        """Whether it rests on a basis that fits, as a certain one."""
        return any(_fits(one, self.gold) for one in self.draft.basis)

    @property
    def is_near(self) -> bool:
        """Whether a basis that fits is shown as one that may be looked at."""
        return any(_fits(one, self.gold) for one in self.draft.doubtful)

    @property
    def strange(self) -> list[Basis]:
        """What it rests on of the documents of the set that is not said to fit; national laws may be right unforeseen."""
        return [one for one in self.draft.basis if not one.national and not _fits(one, self.gold)]

    @property
    def answered(self) -> float:
        """Share of the facts that its measures name."""
        said = "".join(measure.text for measure in self.draft.measures)
        return fmean([float(fact in said) for fact in self.gold["facts"]]) if self.gold["facts"] else 1.0


def main() -> None:
    """Draft for every problem and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m eval.problems", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--beside", type=Path, metavar="DIR", help="other documents of the library")
    parser.add_argument("--drafts", type=Path, metavar="F", help="where the drafts are written, as text")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as data:
        assistant = Assistant(Settings(Path(data), laws=True))
        assistant.add([options.folder / "documents", *([options.beside] if options.beside else [])])
        draft = assistant.draft_rows()
        lines = (options.folder / "problems.jsonl").read_text(encoding="utf-8").splitlines()
        found = [Drafted(gold, draft(gold["problem"], gold["unit"], None)) for gold in map(json.loads, lines)]
    print(json.dumps(figures(found), ensure_ascii=False, indent=1))
    if options.drafts:
        options.drafts.write_text("\n\n".join(map(_told, found)), encoding="utf-8")


def figures(found: Sequence[Drafted]) -> dict[str, float]:
    """What share was drafted of each kind, on what fits; of the facts answered; of what they rest on that is not said to fit."""
    kinds = {kind: [one for one in found if one.gold["kind"] == kind] for kind in ("draft", "reference", "decline")}
    drafted = [one for one in kinds["draft"] if not one.draft.missing]
    bases = [basis not in one.strange for one in found for basis in one.draft.basis if not basis.national]
    return {
        **{f"drafted of {kind}": _share([not one.draft.missing for one in of_kind]) for kind, of_kind in kinds.items()},
        "on a basis that fits": _share([one.fits for one in kinds["draft"]]),
        "or shown one": _share([one.fits or one.is_near for one in kinds["draft"]]),
        "facts answered where drafted": round(fmean([one.answered for one in drafted]), 3) if drafted else 0.0,
        "bases that fit": _share(bases),
        "seconds": round(fmean([one.draft.seconds for one in found]), 2),
    }


def _share(held: Sequence[bool]) -> float:
    return round(fmean(map(float, held)), 3) if held else 0.0


def _fits(one: Basis, gold: Mapping[str, Any]) -> bool:
    document, address = str(one.node.metadata["document"]), str(one.node.metadata["address"])
    problem = "".join(one.problem.split())
    precedents = [_OPENS.sub("", each["words"]) for each in gold["precedents"] if document.endswith(each["document"])]
    rules = [each["article"] for each in gold["rules"] if document.endswith(each["document"])]
    return any("".join(words.split()) in problem for words in precedents) or address in rules


def _told(one: Drafted) -> str:
    bases = "\n".join(
        f"- {basis.probability:.2f} {basis.id} {basis.why}" for basis in (*one.draft.basis, *one.draft.doubtful)
    )
    return f"##### {one.gold['id']} {one.gold['problem']}\n{bases}\n\n{one.draft.text}"


if __name__ == "__main__":
    main()
