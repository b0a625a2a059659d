"""A gold set in, a report out: how good the assistant is, where it is weak, and whether a change helped."""
