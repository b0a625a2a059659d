"""A problem in, a draft out: measures with their basis, and the round trip through a ledger."""

from assistant.drafting.basis import Searched
from assistant.drafting.case import Case
from assistant.drafting.compose import draft_measures
from assistant.drafting.draft import Draft, Measure

__all__ = ["Case", "Draft", "Measure", "Searched", "draft_measures"]
