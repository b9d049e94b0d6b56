# Everything goes through .venv, which `scripts/setup.sh` makes from uv.lock.
# Needed: Python 3.11 or newer, make, a package index. Nothing else.

.DEFAULT_GOAL := help
BIN := .venv/bin
READY := .venv/.ready
# Per cent of branches; it only rises.
COVERAGE := 85

$(READY): uv.lock pyproject.toml scripts/setup.sh
	@TARGET="$(MAKECMDGOALS)" sh scripts/setup.sh
	@touch $@

.PHONY: help setup demo run doctor test lint format check coverage bench docs screenshots clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

setup: $(READY) ## Install the locked dependencies into .venv

demo: $(READY) ## Try the bot in a browser, without a token or a key; PROVIDERS=all: every model
	@$(BIN)/python -m bot demo $(if $(PROVIDERS),--providers $(PROVIDERS))

run: $(READY) ## Start the bot against Telegram, with the settings in .env
	@$(BIN)/python -m bot run

doctor: $(READY) ## Say what is wrong with the settings and how to mend it
	@$(BIN)/python -m bot doctor

# Compiled modules are kept, whatever the machine's habit: dozens of processes import the same ones.
test: $(READY) ## Run every test; ARGS="..." goes to pytest
	@PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -q -n auto $(ARGS)
	@echo "All tests passed."

lint: $(READY) ## Check style, formatting and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --explicit-package-bases

format: $(READY) ## Format the code
	@$(BIN)/ruff check --fix --exit-zero .
	@$(BIN)/ruff format .

check: lint test ## Lint, then every test

coverage: ## Every test, and the branch coverage they may not fall below
	@$(MAKE) --no-print-directory test ARGS="--cov --cov-fail-under=$(COVERAGE)"

bench: $(READY) ## Measure the speed, against floors measured in the same run
	@$(BIN)/python -m benchmarks

docs: $(READY) ## Write docs/providers.md from the capability table
	@PYTHONPATH=. $(BIN)/python scripts/providers.py

screenshots: $(READY) ## Make the pictures in docs/images from a real conversation
	@$(BIN)/python scripts/screenshots.py

clean: ## Remove what was installed; data/ and .env stay
	rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
