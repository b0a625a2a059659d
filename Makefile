# Python 3.11 or newer is all that is needed; everything else is installed into .venv.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check clean

run: .venv/installed
	@test -f $${ASSISTANT_DATA:-data}/index/CURRENT || $(BIN)/assistant add corpus/documents
	@$(BIN)/python app.py

test: .venv/tested check
	$(BIN)/python -m pytest

check: .venv/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:
	rm -rf .venv

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/tested: .venv/installed
	$(BIN)/python -m pip install --quiet --editable '.[test]'
	@touch $@
