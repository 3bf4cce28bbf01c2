# Everything a person or a machine does with Unisono's source. `make` alone lists it.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup demo test check lint fix bench bench-quick prove trust docs lock clean

BIN := .venv/bin
READY := .venv/.ready
PYTEST := $(BIN)/python -m pytest --numprocesses=auto --dist=loadfile

help:  ## List what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name what; do printf '  make %-11s %s\n' "$$name" "$$what"; done

$(READY): pyproject.toml uv.lock requirements.lock tools/set_up.sh
	@tools/set_up.sh

setup: $(READY)  ## Make .venv with everything that uv.lock names (needs Python 3.11 or newer)
	@:

STEEL := src/unisono/storage/samples/steel
LIVE := $(BIN)/unisono simulate-execution $(STEEL) --plan out/demo --ledger out/demo.ledger --weeks 4

demo: $(READY)  ## Decide six weeks of the steel sample, let four of them pass, and write a report of each to out
	@$(BIN)/unisono run $(STEEL) --out out/demo --iterations 2000000
	@$(LIVE) || { rm -rf out/demo.ledger out/demo.ledger.segments; $(LIVE); }  # a ledger takes the weeks of one plan
	@$(BIN)/unisono report --ledger out/demo.ledger --out out/demo-facts --company $(STEEL)

test: $(READY)  ## Run all tests
	@$(PYTEST)

lint: $(READY)  ## Look at the form: format, rules, types, floors
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(READY)  ## Let ruff format and repair what it can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

check: lint docs  ## Everything that must hold before a change lands: form, tests with coverage, docs
	$(PYTEST) --cov --cov-report=term

bench: $(READY)  ## Measure the planner on public and generated problems
	@$(BIN)/python -m benchmarks

bench-quick: $(READY)  ## Measure the main figures in less than five minutes
	@$(BIN)/python -m benchmarks.quick

prove: $(READY)  ## Read hostile files of up to a gigabyte, each within 4 GB of memory (ten minutes, 1 GB of disk)
	@$(BIN)/python -m benchmarks.hostile

trust: $(READY)  ## Flip every byte of a small ledger, and kill a writer a thousand times (a quarter of an hour)
	@UNISONO_TRUST=all $(PYTEST) tests/trust

docs: $(READY)  ## Build the site into site/, warnings are errors
	$(BIN)/python -m docs.generate
	$(BIN)/sphinx-build --fail-on-warning --keep-going --fresh-env --quiet docs site

lock:  ## Renew uv.lock and requirements.lock after a change of pyproject.toml
	@tools/lock.sh

clean:  ## Remove what was made, and .venv
	rm -rf .venv out site build dist htmlcov .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} +
