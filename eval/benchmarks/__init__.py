"""Quality and speed of search and answers on larger sets, beside what a user would otherwise have.

`python -m eval.benchmarks --bench DIR`, where DIR holds `nfra`, `ncp` and `statutes`, and `seeds` and `gold` stand beside it.
"""
