# The commands of the README; each sets itself up in .venv/ first. Needed: Python 3.11 or later, pip, make, git.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PYTHON := $(shell for p in python3.11 python3 python3.12 python3.13 python3.14 python; do \
	if $$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$p; break; fi; done)

.DEFAULT_GOAL := help
.PHONY: help demo test check format long bench lock set-up clean

help: ## Say what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 16

demo: $(READY) ## Read the papers in corpus/ and show what is in them
	@$(BIN)/outturn run corpus
	@$(BIN)/outturn overview

test: check $(READY) ## Check style and types, and run the tests
	$(BIN)/pytest -n auto -m "not long"

check: $(READY) ## Check style and types only
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(READY) ## Bring the code into its style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

long: $(READY) ## Run the tests that take minutes
	$(BIN)/pytest -n auto -m long

bench: $(READY) ## Measure speed and memory beside other readers
	$(BIN)/python -m tests.bench $(PAPER)

lock: $(READY) ## Choose the versions of all dependencies anew
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --no-emit-find-links --extra dev --extra ocr --output-file requirements.lock pyproject.toml

set-up: $(READY) ## Install everything into .venv/

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later (with venv) is needed and was not found."; exit 1; }
	@echo "Setting up $(VENV)/ ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) 2>/dev/null || { \
		$(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --python $(BIN)/python install --quiet pip; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

clean: ## Remove what was set up and what runs have left
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis outputs/outturn.duckdb* outputs/pages
