# `make try` and `make test` do everything on a machine with Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
OLDEST := .venv-oldest
SPARK := .venv-spark
SPARK_TESTS := tests/engines/spark
GROUPS := --group dev
PARALLEL := -n auto --dist worksteal
OLDEST_TESTS := tests/cli/test_contract.py tests/cli/test_program.py tests/cli/test_screen.py tests/config \
	tests/engines tests/grammars tests/reports/segment tests/rules tests/test_pos.py
BIN := $(VENV)/bin
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
endif

.PHONY: setup docs try test test-spark test-oldest lint types check sample bench fuzz clean

setup: $(VENV)/ready

$(VENV)/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . $(GROUPS)
	$(BIN)/python -m compileall -q src  # else each start does it where Python may not write bytecode
	@touch $@

try: setup
	$(BIN)/repurchase segment sample_data/sales.csv

# the tests run side by side already; more threads for small matrices only wait for each other
test test-spark test-oldest: export OPENBLAS_NUM_THREADS = 1
test: setup
	$(BIN)/python -m pytest $(PARALLEL) $(TESTS)

# on a real Spark with Java, in one session; in an environment of its own, see pyproject.toml
test-spark:
	$(MAKE) test VENV=$(SPARK) GROUPS='--group dev --group spark' PARALLEL= TESTS=$(SPARK_TESTS)

# with the oldest version of every dependency that pyproject.toml allows, those tests that stand on them
test-oldest: export PIP_CONSTRAINT = $(OLDEST).txt
test-oldest:
	$(PYTHON) .ci/oldest.py > $(OLDEST).txt
	$(MAKE) test VENV=$(OLDEST) TESTS='$(OLDEST_TESTS)'

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

check: test lint types

docs: setup
	$(BIN)/python docs/make.py

sample: setup
	$(BIN)/python sample_data/make_sample.py

bench: setup
	$(BIN)/python benchmarks/run.py

fuzz: setup
	$(BIN)/python -m fuzz.fuzz_reader

clean:
	rm -rf $(VENV) $(SPARK) $(OLDEST) $(OLDEST).txt build dist .pytest_cache .mypy_cache .ruff_cache
