"""A draft after a person has changed a measure: what was checked when it was made is checked again."""

from dataclasses import replace

from assistant.certificate import certify
from assistant.drafting import Draft
from assistant.errors import InputError


def revise(draft: Draft, number: int, text: str) -> Draft:
    """The draft with another text for its measure `number`, counted from 1, and a certificate for it.

    Raises:
        InputError: if there is no such measure, or the text is empty.
    """
    if not 1 <= number <= len(draft.measures):
        raise InputError(f"没有第 {number} 条措施，共 {len(draft.measures)} 条")
    if not text.strip():
        raise InputError(f"第 {number} 条措施是空的，请填写内容")
    measure = draft.measures[number - 1]
    known = f"{draft.issue} {draft.unit} {draft.deadline}"
    certificate = certify(text.strip(), [*(citation.quote for citation in measure.citations), known])
    revised = replace(measure, text=text.strip(), certificate=certificate)
    return replace(draft, measures=(*draft.measures[: number - 1], revised, *draft.measures[number:]))
