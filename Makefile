# Two commands do everything on a fresh machine with Python 3.11 and make:
#   make demo    sets up and asks the shipped plan
#   make test    sets up, checks and runs all tests
# They install the versions of constraints.txt, which the tests were last run with.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
PYTEST = $(BIN)/python -X warn_default_encoding -W error::EncodingWarning -m pytest --numprocesses auto --dist worksteal
FUZZ_SECONDS ?= 300

.PHONY: demo test check coverage format renew thorough fuzz bench constraints clean

# The builder comes first, so that it too is of the version that constraints.txt says.
$(READY): pyproject.toml constraints.txt papi_cli/__init__.py
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) hatchling
	$(INSTALL) --no-build-isolation --editable '.[dev]'
	$(BIN)/python -m compileall -q papi_cli
	touch $@

demo: $(READY)
	$(BIN)/papi tasks --agency "UBND cấp xã"

test: check
	$(PYTEST)

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/papi check --strict --no-notes data/plan_2021.yaml data/papi_scores.csv

coverage: $(READY)
	$(PYTEST) --cov --cov-report term

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

renew: $(READY)
	$(BIN)/python -m pytest -q tests/documents/test_builder.py tests/test_docs.py tests/views/test_score_chart.py --renew

thorough: $(READY)
	PAPI_EXAMPLES=thorough $(PYTEST) -m "thorough or hypothesis" tests
	PAPI_EXAMPLES=thorough $(PYTEST) tests/test_human_edits.py tests/checklists/test_shortcuts.py tests/documents/test_output.py

fuzz: $(READY)
	$(BIN)/python -m tests.fuzz $(FUZZ_SECONDS)

bench: $(READY)
	$(INSTALL) --no-build-isolation --editable '.[bench]'
	$(BIN)/python -m benchmarks.commands
	$(BIN)/python -m benchmarks.page
	$(BIN)/python -m benchmarks.peers

# The newest of everything, as it is today. colorama is what pytest and others want on Windows alone.
constraints:
	rm -rf build/newest
	$(PYTHON) -m venv build/newest
	build/newest/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,bench]' colorama
	build/newest/bin/python -m pip freeze --exclude-editable --exclude pip --exclude setuptools > build/newest/frozen
	echo '# What the tests were last run with; `make constraints` writes this file anew.' > build/newest/constraints.txt
	sed 's/^colorama==.*/&; sys_platform == "win32"/' build/newest/frozen >> build/newest/constraints.txt
	mv build/newest/constraints.txt constraints.txt

clean:
	rm -rf $(VENV) build dist .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
