"""What can go wrong on purpose.

    KnownError                    base: its text is one line that says the value, what is wrong and what to do
    ├── UnreadableFileError       a file that gives no usable text
    └── (index.errors, assistant.errors add theirs)

Everything else that is raised is a defect. The command line prints a `KnownError` as it is and exits with 1.
"""


class KnownError(Exception):
    """Base of every error that the product raises on purpose, so that one `except` at the front door catches them all."""


class UnreadableFileError(KnownError):
    """A file that cannot become clauses: missing, empty, of an unknown format, damaged or without text."""
