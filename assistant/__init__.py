"""A question in, a cited answer out; a problem in, a draft out."""

from assistant.answer import Answer, Citation
from assistant.assistant import Assistant
from assistant.config import Settings

__all__ = ["Answer", "Assistant", "Citation", "Settings"]
