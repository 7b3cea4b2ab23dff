# Every target goes through `setup`, which makes .venv from the lock and does nothing when nothing changed.
# `make demo`, `make term` and `make test` are the commands of the README.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ALONE := tests/autograder/test_session.py tests/autograder/test_grade.py tests/autograder/test_every_class.py tests/hostile tests/browser
STAMP := $(VENV)/.made-from-the-lock

TORCH := 2.13.0
COVERED := build/coverage
BENCH ?=

.PHONY: setup demo term test witnesses coverage check bench pytorch mutants lab build prove browser-tests lock clean
.DEFAULT_GOAL := setup

setup: $(STAMP)

$(STAMP): requirements/everything.txt requirements/installer.txt pyproject.toml setup.py
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c "import sys; sys.exit(sys.version_info < (3, 11))" \
	  || { echo "Python 3.11 or newer is needed; got $$($(BIN)/python --version). Try: make PYTHON=python3.12 setup"; rm -rf $(VENV); exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/installer.txt
	$(BIN)/uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements/everything.txt
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup
	$(BIN)/autograder demo

# A term for trying out: an instructor's and two students' JupyterLab, until Ctrl-C.
term: setup
	$(BIN)/autograder term

# In parallel what may be, then what measures or drives a whole machine: the sandboxes, the graded classes, the browser.
# The reference comes first, by itself: `make coverage` counts what its own tests and examples reach.
test: setup
	@mkdir -p $(COVERED)
	COVERAGE_FILE=$(COVERED)/tests $(BIN)/python -m pytest -q -n 2 --dist loadfile tests/lecturelib lecturelib --cov=lecturelib --cov-report=
	$(BIN)/python -m pytest -q --durations=12 -n 2 --dist loadfile $(foreach path,$(ALONE) tests/lecturelib lecturelib,--ignore=$(path))
	$(BIN)/python -m pytest -q --durations=25 $(ALONE)

# What the reference is held against, with PyTorch at hand; and what is recorded of PyTorch is what it computes.
witnesses: pytorch
	@mkdir -p $(COVERED)
	COVERAGE_FILE=$(COVERED)/live $(BIN)/python -m coverage run -m lecturelib.verify --live
	COVERAGE_FILE=$(COVERED)/record $(BIN)/python -m coverage run -m lecturelib.witnesses.record --check

# Every line and branch of lecturelib, after `make test` and `make witnesses`: PyTorch's counterparts run in the latter.
coverage: setup
	$(BIN)/python -m coverage combine --quiet --keep --data-file=$(COVERED).all $(COVERED)/*
	$(BIN)/python -m coverage report --data-file=$(COVERED).all --skip-covered --fail-under=100

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/autograder build --check

build: setup
	$(BIN)/autograder build

prove: setup
	$(BIN)/autograder prove

# All benchmarks, or those named: make bench BENCH="layers --only conv2d"
bench: setup
	$(BIN)/python -m benchmarks $(BENCH)

# PyTorch is a witness and a peer, not a dependency: it is in no lock, and plain pip finds its wheel. A renewed .venv
# is without it again.
pytorch: setup
	@$(BIN)/python -c "import importlib.metadata as m, sys; sys.exit(m.version('torch').partition('+')[0] != '$(TORCH)')" \
	  2>/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check torch==$(TORCH)

# The pictures in docs/pictures, from a made-up class in Chromium: look at each before you commit it.
.PHONY: screenshots
screenshots: setup
	$(BIN)/python -m tests.browser.screenshots_for_docs

# One change of lecturelib at a time, which the tests must notice: about half an hour. Writes docs/mutation.md.
mutants: setup
	$(BIN)/mutmut run
	$(BIN)/python -m tests.mutation

lab: setup
	PATH="$(CURDIR)/$(BIN):$$PATH" jupyter lab

# Renew the locks after a change of pyproject.toml.
lock: setup
	$(BIN)/uv pip compile --quiet --generate-hashes --universal --no-emit-index-url --no-header --python-version 3.11 --all-extras \
	  pyproject.toml requirements/build.in -o requirements/everything.txt
	$(BIN)/uv pip compile --quiet --generate-hashes --universal --no-emit-index-url --no-header --python-version 3.11 \
	  requirements/installer.in -o requirements/installer.txt

clean:
	rm -rf $(VENV) demo-class demo-term source build mutants
