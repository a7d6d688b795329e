# Two commands do everything on a fresh machine with Python 3.11 and make:
#   make demo    sets up and asks the shipped plan
#   make test    sets up, checks and runs all tests

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
FUZZ_SECONDS ?= 300

.PHONY: demo test check format renew thorough fuzz bench clean

$(READY): pyproject.toml papi_cli/__init__.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	$(BIN)/python -m compileall -q papi_cli
	touch $@

demo: $(READY)
	$(BIN)/papi tasks --agency "UBND cấp xã"

test: check
	$(BIN)/python -X warn_default_encoding -W error::EncodingWarning -m pytest --numprocesses auto --cov --cov-report term

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/papi check --strict --no-notes

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

renew: $(READY)
	$(BIN)/python -m pytest -q tests/test_documents.py tests/test_docs.py --renew

thorough: $(READY)
	PAPI_EXAMPLES=thorough $(BIN)/python -m pytest --numprocesses auto -m "thorough or hypothesis"

fuzz: $(READY)
	$(BIN)/python -m tests.fuzz $(FUZZ_SECONDS)

bench: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python -m benchmarks.commands
	$(BIN)/python -m benchmarks.peers

clean:
	rm -rf $(VENV) build dist .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
