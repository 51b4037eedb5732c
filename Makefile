# Everything here sets up what it needs, in .venv, from a machine that has only
# Python 3.11 or later, pip, make and git.

AREA   ?= leeds
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help screen test check cover bench bulk browser lock clean

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | \
	  while IFS='|' read -r target does; do printf '%-12s %s\n' "$$target" "$$does"; done

screen: $(VENV)/.screen  ## walk the checklist of AREA (leeds, or AREA=bathnes)
	@$(BIN)/cse-check screen --area $(AREA)

test: check cover  ## run every check and every test

check: $(VENV)/.test  ## style, types, and which module may import which
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

cover: $(VENV)/.test  ## run the tests and measure what they cover
	rm -f .coverage .coverage.*
	$(BIN)/python -m pytest --numprocesses 2 --cov --cov-report=term

bench: $(VENV)/.test  ## how long commands take to start, and what the guard costs, as ratios
	$(BIN)/python benchmarks/startup.py
	-$(BIN)/python benchmarks/catalogue.py

browser: $(VENV)/.test  ## add what the tests of HTML pages drive a browser with
	@$(PIP) install --require-hashes --requirement requirements/browser.txt

bulk: $(VENV)/.bulk  ## batch beside csv, pandas, Polars and DuckDB: time and memory
	$(VENV)/bulk/bin/python benchmarks/batch.py

lock:  ## pin the newest versions of everything, by hash, into requirements/
	$(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip --quiet install uv
	for group in build dev browser bench; do \
	  $(VENV)/lock/bin/uv --quiet pip compile pyproject.toml --group $$group --universal \
	    --python-version 3.11 --generate-hashes --no-annotate --no-header --upgrade \
	    --output-file requirements/$$group.txt || exit 1; \
	done

clean:  ## remove what the targets above made
	rm -rf $(VENV) dist build cse_check/_data .coverage .coverage.* \
	  .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# A Debian without python3-venv can make an environment, but not put pip into it.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'cse-check needs Python 3.11 or later: make PYTHON=/path/to/python3.11'; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || \
	  { $(PYTHON) -m venv --clear --without-pip $(VENV) && \
	    $(PYTHON) -m pip --quiet --python $(BIN)/python install pip; }

$(VENV)/.screen: requirements/build.txt pyproject.toml | $(BIN)/python
	@echo 'Setting up, once; this takes about half a minute ...'
	@$(PIP) install --require-hashes --requirement requirements/build.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# The benchmark's libraries are large and for nothing else: an environment of its own has them.
$(VENV)/.bulk: requirements/bench.txt requirements/build.txt pyproject.toml | $(BIN)/python
	@$(PYTHON) -m venv $(VENV)/bulk >/dev/null 2>&1 || \
	  { $(PYTHON) -m venv --clear --without-pip $(VENV)/bulk && \
	    $(PYTHON) -m pip --quiet --python $(VENV)/bulk/bin/python install pip; }
	@$(VENV)/bulk/bin/python -m pip --quiet install --require-hashes \
	  --requirement requirements/build.txt --requirement requirements/bench.txt
	@$(VENV)/bulk/bin/python -m pip --quiet install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements/dev.txt $(VENV)/.screen
	@$(PIP) install --require-hashes --requirement requirements/dev.txt
	@touch $@
