# Two commands do all the set-up on a fresh machine: `make run` and `make test`.
VENV   ?= .venv
PYTHON ?= python3
BIN    := $(VENV)/bin

.PHONY: install install-dev run samples test test-long golden lint format types bench bench-search clean help
.DEFAULT_GOAL := help

help:            ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/.venv-made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo '需要 Python 3.11 或更高版本：请安装后再试，或用 make PYTHON=/path/to/python3.11 指定。'; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: pyproject.toml $(VENV)/.venv-made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

install: $(VENV)/.installed         ## virtual environment with the command `mingzhang`

install-dev: $(VENV)/.installed-dev ## the same with everything the tests need

run: install     ## ingest the bundled samples into an empty store, index, serve (PORT=9000, MINGZHANG_HOST=0.0.0.0)
	$(BIN)/mingzhang run

test: install-dev ## all tests but the long ones (under 10 minutes)
	.ci/install-browser
	.ci/install-office
	$(BIN)/python -m pytest -n auto --dist loadfile

test-long: install-dev ## kill series, fuzzing
	.ci/install-office
	$(BIN)/python -m pytest -m long

golden: install-dev ## rewrite the golden packages and the page of rules; read the diff
	$(BIN)/python -m pytest tests/test_golden.py tests/test_documentation.py --update-golden

lint: install-dev ## ruff, formatting, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: install-dev ## rewrite the sources in the project's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(VENV)/.installed-bench: pyproject.toml $(VENV)/.installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

bench: $(VENV)/.installed-bench ## measure; prints tables (some minutes)
	$(BIN)/python -m bench

bench-search: $(VENV)/.installed-bench ## searching 10,000 reports beside other engines (half an hour; COUNT=50000)
	$(BIN)/python -m bench.search --count $(or $(COUNT),10000)

clean:           ## remove derived data (never the store)
	rm -rf var build dist .mypy_cache .pytest_cache .ruff_cache
