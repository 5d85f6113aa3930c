# Set-up is automatic: the first target that needs it creates .venv from the pinned requirements.
# Needs nothing but make and Python 3.11 or later; uses uv when it is on the PATH.
# Written for GNU make 3.81, the version that macOS ships.

SHELL := /bin/sh
SCENARIO ?= june_deadline
ARGS ?=
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
LOCKED := $(VENV)/.locked
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup run test lint docs serve bench mutants check hooks lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) ## create .venv with everything for development

run: $(READY) ## play and solve a scenario (SCENARIO=june_deadline ARGS=...)
	@$(BIN)/negotiation run $(SCENARIO) $(ARGS)

test: $(READY) ## run the tests on every core, or some of them (ARGS=tests/game)
	@$(BIN)/python -m pytest -q $(if $(ARGS),$(ARGS),-n auto --dist worksteal)

lint: $(READY) ## check style, types and the floors of the house
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

docs: $(READY) ## build the site into site/, strictly and offline
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict
	@$(BIN)/python docs/hooks/offline.py site
	@echo "The site is in site/index.html."

serve: $(READY) ## show the site while you write it
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs serve

bench: $(READY) ## measure the speeds that the project promises
	@$(BIN)/python -m benchmarks $(ARGS)

mutants: ## change the laws and rules, and count what the tests notice (ARGS="laws")
	@bash .ci/mutants/run $(ARGS)

check: lint docs test ## every guard; .ci/run adds the wheel

hooks: $(READY) ## run the quick checks before each commit
	@$(BIN)/pre-commit install

lock: $(READY) ## choose and pin new versions of every requirement
	@sh requirements/lock.sh $(BIN)/uv
	@echo "Pinned. The next target that needs .venv rebuilds it."

clean: ## remove what make made
	@rm -rf $(VENV) site dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage
	@find negotiation experiments tests benchmarks docs -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# The first stamp stands for the pinned packages, the second for the project itself, which is
# installed in place: a changed lock rebuilds .venv, a changed pyproject.toml only reinstalls.
$(LOCKED): requirements/dev.txt
	@sh requirements/environment.sh $(VENV) requirements/dev.txt
	@touch $@

$(READY): $(LOCKED) pyproject.toml
	@sh requirements/environment.sh --project $(VENV)
	@touch $@
