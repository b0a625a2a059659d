"""Functions that open files which anybody may have made, run in processes of their own with limits.

Large libraries unpack, parse and draw such files. One that was made to harm takes the process down, or never ends, or asks
for all memory; then the process is ended, and the product goes on and says which file it was.
"""

from corpus.sandbox.pool import call

__all__ = ["call"]
