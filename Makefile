# Each target is a step of CI; `make` alone sets up and runs all gates and the quick tests.
VENV := .venv
BIN := $(VENV)/bin
GATES := lint format types contracts generated docs

.PHONY: all setup $(GATES) gates fast test ci bench release

all: setup gates fast

setup:
	python3 -m venv $(VENV)
	$(BIN)/pip install -q -e '.[dev]'

gates: $(GATES)

$(GATES):
	BIN=$(BIN) .ci/gates $@

fast:
	$(BIN)/python -m pytest -m 'not slow'

test:
	$(BIN)/python -m pytest

ci:
	bash .ci/run

bench:
	$(BIN)/python bench/run.py

release:
	bash .ci/release
