# Everything here sets up what it needs, in .venv, from a machine that has only
# Python 3.11 or later, pip, make and git.

AREA   ?= leeds
ROWS   ?= 200000
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin

# A lock holds everything, pinned by hash, and is installed as it is. Resolving again would take
# whatever is newest on the day for an extra that a pinned package asks for.
LOCKED := --no-deps --require-hashes

# What judges our forms comes from npm, each with what it needs in a folder of its own.
FORMS := tests/outside/odk tests/outside/fhir

.DEFAULT_GOAL := help
.PHONY: help screen test quick check cover bench bulk browser outside frames docs newest faults later pythons dist binary lock upgrade clean

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | \
	  while IFS='|' read -r target does; do printf '%-12s %s\n' "$$target" "$$does"; done

screen: $(VENV)/.screen  ## go through the checklist of AREA (leeds, or AREA=bathnes)
	@$(BIN)/cse-check screen --area $(AREA) || [ $$? -eq 130 ] # who stops has made no error
	@command -v cse-check >/dev/null || echo 'In this folder, cse-check is $(BIN)/cse-check'

test: check  ## run every check and every test
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal $(COVERAGE)

quick: $(VENV)/.test  ## run all but the slow tests: for use while you work
	$(BIN)/python -m pytest --numprocesses 2 -m 'not slow' -q

check: $(VENV)/.test  ## style, types, locks, and which module may import which
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python requirements/check.py

cover: COVERAGE := --cov --cov-report=term
cover: test  ## the same, and measure what the tests cover, which takes longer

bench: $(VENV)/.test  ## how long commands take to start, and what the guard costs, as ratios
	$(BIN)/python benchmarks/startup.py
	-$(BIN)/python benchmarks/catalogue.py

browser: $(VENV)/.browser  ## add what the tests of HTML pages drive a browser with

outside: $(VENV)/.outside $(FORMS:%=%/node_modules/.package-lock.json)  ## add the tools of others that prove our forms and frames (npm, Java)

bulk: $(VENV)/.bulk  ## batch beside csv, pandas, Polars and DuckDB: time and memory
	$(VENV)/bulk/bin/python benchmarks/batch.py

frames: $(VENV)/.outside  ## rows a second from data frames of each engine, beside batch (ROWS=200000)
	$(BIN)/python benchmarks/frames.py $(ROWS)

newest: $(VENV)/.newest  ## run the tests with the newest libraries that pyproject.toml allows
	$(VENV)/newest/bin/python -m pip list --format freeze
	$(VENV)/newest/bin/python -m pytest --numprocesses 2 -m 'not slow' -q

faults: $(VENV)/.test  ## make every call of the system fail in turn, with strace: minutes
	CSE_CHECK_FAULTS=all $(BIN)/python -m pytest --numprocesses 2 -q -rP tests/faults

later: $(VENV)/.test  ## install every lock on a day when all that it pins has a newer version
	$(BIN)/python requirements/later.py

pythons: $(VENV)/.test  ## install the wheel with every Python that can be found, and use it
	$(BIN)/python requirements/pythons.py

dist: $(VENV)/.dist $(VENV)/.test  ## build the wheel, the source distribution and cse-check.pyz, and use each
	$(VENV)/dist/bin/python release/artefacts.py files
	CSE_CHECK_DIST=$(CURDIR)/dist $(BIN)/python -m pytest -q tests/release -k 'not program'

docs: $(VENV)/.docs  ## build the documentation as a site that needs no network, in site/
	$(VENV)/docs/bin/python release/documentation.py site
	@echo 'Open site/index.html.'

binary: $(VENV)/.dist $(VENV)/.test  ## build one file that needs no Python, for systems like this one, and use it
	$(VENV)/dist/bin/python release/artefacts.py program
	CSE_CHECK_DIST=$(CURDIR)/dist $(BIN)/python -m pytest -q tests/release -k program

lock:  ## write requirements/ again for pyproject.toml, keeping every pin that still fits
	$(call resolve,)

upgrade:  ## pin the newest versions of everything, by hash, into requirements/
	$(call resolve,--upgrade)

clean:  ## remove what the targets above made
	rm -rf $(VENV) $(FORMS:%=%/node_modules) site dist build cse_check/_data .coverage .coverage.* \
	  .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

define resolve
	$(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip --quiet install uv
	$(call pin,dev,$(1))
	for group in run build browser outside bench dist docs; do \
	  $(call pin,$$group,$(1) --constraints requirements/dev.txt) || exit 1; \
	done
endef

# What is in several locks is of one version in all: some are installed over each other.
define pin
$(VENV)/lock/bin/uv --quiet pip compile pyproject.toml --group $(1) --universal \
	    --python-version 3.11 --generate-hashes --no-annotate --no-header --no-strip-extras $(2) \
	    --output-file requirements/$(1).txt
endef

# $(call pip,ENVIRONMENT,ARGUMENTS): one line when it fails, and all that pip said in a file.
define pip
	@$(1)/bin/python -m pip --disable-pip-version-check $(2) >$(1)/pip.log 2>&1 || { \
	  echo "Could not set up $(1): 'pip $(2)' failed. Is there a network? Run make again when there is (what pip said: $(1)/pip.log)."; \
	  exit 1; }
endef

# A Debian without python3-venv can make an environment, but not put pip into it. Whatever is
# half-made (the stamp is missing) is made again.
define environment
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'cse-check needs Python 3.11 or later: make PYTHON=/path/to/python3.11'; exit 1; }
	@$(PYTHON) -m venv --clear $(1) >/dev/null 2>&1 || \
	  { $(PYTHON) -m venv --clear --without-pip $(1) && \
	    $(PYTHON) -m pip --quiet --python $(1)/bin/python install pip; } || \
	  { echo 'Could not make $(1): this Python has neither venv nor pip (on Debian: apt install python3-venv).'; exit 1; }
	@touch $(1)/.made
endef

$(VENV)/.made:
	$(call environment,$(VENV))

$(VENV)/.screen: requirements/build.txt pyproject.toml | $(VENV)/.made
	@echo 'Setting up, once; this takes about half a minute ...'
	$(call pip,$(VENV),install $(LOCKED) --requirement requirements/build.txt)
	$(call pip,$(VENV),install --no-deps --no-build-isolation --editable .)
	$(call pip,$(VENV),check)
	@touch $@

$(VENV)/.test: requirements/dev.txt $(VENV)/.screen
	$(call pip,$(VENV),install $(LOCKED) --requirement requirements/dev.txt)
	$(call pip,$(VENV),check)
	@touch $@

$(VENV)/.browser: requirements/browser.txt $(VENV)/.test
	$(call pip,$(VENV),install $(LOCKED) --requirement requirements/browser.txt)
	$(call pip,$(VENV),check)
	@touch $@

# Spark is published as source: it is built with the setuptools of the lock, not the newest.
$(VENV)/.outside: requirements/outside.txt $(VENV)/.browser
	$(call pip,$(VENV),install $(LOCKED) --no-build-isolation --requirement requirements/outside.txt)
	$(call pip,$(VENV),check)
	@touch $@

# A lock of npm's has hashes; .npmrc keeps addresses out of it. Nothing that is installed may run.
$(FORMS:%=%/node_modules/.package-lock.json): %/node_modules/.package-lock.json: %/package-lock.json
	@npm --prefix $* ci --silent || { echo 'Could not set up $*: is there a network, and npm?'; exit 1; }
	@touch $@

# The benchmark's libraries are large and used for nothing else: they have their own environment.
$(VENV)/bulk/.made: | $(VENV)/.made
	$(call environment,$(VENV)/bulk)

$(VENV)/.bulk: requirements/bench.txt requirements/build.txt pyproject.toml | $(VENV)/bulk/.made
	$(call pip,$(VENV)/bulk,install $(LOCKED) --requirement requirements/build.txt)
	$(call pip,$(VENV)/bulk,install $(LOCKED) --requirement requirements/bench.txt)
	$(call pip,$(VENV)/bulk,install --no-deps --no-build-isolation --editable .)
	$(call pip,$(VENV)/bulk,check)
	@touch $@

# The tools that build for other people are used for nothing else.
$(VENV)/dist/.made: | $(VENV)/.made
	$(call environment,$(VENV)/dist)

$(VENV)/.dist: requirements/dist.txt | $(VENV)/dist/.made
	$(call pip,$(VENV)/dist,install $(LOCKED) --requirement requirements/dist.txt)
	$(call pip,$(VENV)/dist,check)
	@touch $@

# So is what builds the documentation; it imports the program, to tell of it.
$(VENV)/docs/.made: | $(VENV)/.made
	$(call environment,$(VENV)/docs)

$(VENV)/.docs: requirements/docs.txt requirements/build.txt pyproject.toml | $(VENV)/docs/.made
	$(call pip,$(VENV)/docs,install $(LOCKED) --requirement requirements/build.txt)
	$(call pip,$(VENV)/docs,install $(LOCKED) --requirement requirements/docs.txt)
	$(call pip,$(VENV)/docs,install --no-deps --no-build-isolation --editable .)
	$(call pip,$(VENV)/docs,check)
	@touch $@

# What `pipx install .` would get today; the tools that test it are those of the lock.
$(VENV)/newest/.made: | $(VENV)/.made
	$(call environment,$(VENV)/newest)

.PHONY: $(VENV)/.newest
$(VENV)/.newest: | $(VENV)/newest/.made
	$(call pip,$(VENV)/newest,install $(LOCKED) --requirement requirements/dev.txt)
	$(call pip,$(VENV)/newest,install --upgrade --upgrade-strategy eager --editable .[encrypt])
