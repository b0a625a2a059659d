"""What can go wrong on purpose, drawn whole:

KnownError (corpus.errors)          one line: the value, what is wrong, what to do; exit 1
├── UnreadableFileError             corpus: a file that gives no usable text
├── DataDirectoryError              index: a data directory that is not ours, not writable, damaged, or of another format
├── DiskFullError                   index: no room for a change; the library is as it was
├── ModelMismatchError              index: an index made by another embedding model
├── UnknownDocumentError            index: a document that is not there
├── InputError                      assistant: a question file, setting or option that cannot be used
├── LLMError                        assistant: a language model that gave no usable reply; the quoted answer stands in
├── StoppedError                         assistant: the reader does not wait for the answer any more; nothing is shown for it
└── TimeLimitError                  assistant: an answer that took longer than the settings allow
"""

from corpus import KnownError, UnreadableFileError
from index import DataDirectoryError, DiskFullError, ModelMismatchError, UnknownDocumentError


class InputError(KnownError):
    """Something the user gave that cannot be used: a malformed line, an empty question, a missing file."""


class LLMError(KnownError):
    """A language model that refused, broke off, took too long, or replied with something that is no reply."""


class StoppedError(KnownError):
    """The reader does not wait for the answer any more."""


class TimeLimitError(KnownError):
    """An answer that took longer than the settings allow."""


__all__ = [
    "DataDirectoryError",
    "DiskFullError",
    "InputError",
    "KnownError",
    "LLMError",
    "ModelMismatchError",
    "StoppedError",
    "TimeLimitError",
    "UnknownDocumentError",
    "UnreadableFileError",
]
