# Everything a person types at this product's root. `make help` lists it.
.DEFAULT_GOAL := help
.PHONY: help run test lint types browser pytest bench fuzz proof clean
.DELETE_ON_ERROR:

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
PRODUCT := $(VENV)/.installed
TESTS := $(VENV)/.installed-dev
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

help:  ## lists these targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

run: $(PRODUCT)  ## installs what is missing, then serves on http://localhost:8501 (PORT=… for another)
	@$(BIN)/streamlit run app.py --server.port $(PORT)

test: lint types browser pytest  ## everything: form, types, tests, browser included

lint: $(TESTS)  ## form of the code (ruff)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(TESTS)  ## types (mypy)
	$(BIN)/mypy src

browser: $(TESTS)  ## finds or installs a Chromium for the browser tests, and says which
	@$(BIN)/python tests/browser/find_chromium.py

pytest: $(TESTS)  ## the tests only; ARGS="-k name" narrows them
	$(BIN)/python -m pytest --ignore=tests/browser --numprocesses=auto --dist=loadfile $(ARGS)
	@# On its own: the browser's driver keeps an event loop running in its process.
	$(BIN)/python -m pytest tests/browser $(ARGS)

bench: $(TESTS)  ## measurements with their budgets; fails when one is over
	@status=0; for file in bench/[a-z]*.py; do echo "== $$file"; $(BIN)/python $$file || status=1; done; exit $$status

fuzz: $(TESTS)  ## fuzzes the reading of files (Linux), SECONDS=60 for each of five targets; findings in test-results/fuzz
	$(BIN)/python tests/fuzz/run.py $(or $(SECONDS),60)

proof: $(TESTS)  ## long proofs, half an hour and more; results are kept in proof/RESULTS.md
	@status=0; for file in proof/[a-z]*.py; do echo "== $$file"; $(BIN)/python $$file || status=1; done; exit $$status

clean:  ## removes the virtual environment and what tools left; figures in var/ stay
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results build src/*.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "No Python found. Install Python 3.11 (Debian, Ubuntu: apt install python3.11 python3.11-venv)."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Use: make run PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "This Python cannot make a virtual environment. Debian, Ubuntu: apt install python3-venv"; exit 1; }

$(PRODUCT): requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing the product's libraries (once, and again only when requirements.txt changes) ..."
	@$(PIP) -r requirements.txt
	@touch $@

$(TESTS): requirements-dev.txt requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing the libraries of product and tests (once, and again only when the lists change) ..."
	@$(PIP) -r requirements-dev.txt
	@touch $(PRODUCT) $@
