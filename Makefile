# Python 3.11 or newer is all that is needed; everything else is installed into .venv.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check clean

run: .venv/installed
	@ls $${ASSISTANT_DATA:-data}/index/*/manifest.json >/dev/null 2>&1 || $(BIN)/assistant add corpus/documents
	@$(BIN)/python app.py

# The browser's driver keeps an event loop of its own, so its tests run in a process of their own.
test: .venv/tested check
	$(BIN)/python -m pytest -n 2 -m "not browser and not benchmark"
	$(BIN)/python -m pytest -m browser
	$(BIN)/python -m pytest -m benchmark

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
