# `make` sets everything up and builds the release; `make test` checks it. Both work on a fresh checkout.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
READY := $(VENV)/.ready

.PHONY: all setup build validate summary test lint bench screenshots codebook docs wheel zip reproduce changes clean

all: build validate summary zip

setup: $(READY)

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev,descriptors]'
	touch $(READY)

build: $(READY)
	$(BIN)/imcwp-data build

validate: $(READY)
	$(BIN)/imcwp-data validate

summary: $(READY)
	@$(BIN)/imcwp-data tables

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint
	$(BIN)/python -m pytest -n auto --dist worksteal -rs

bench: $(READY)
	$(BIN)/python -m benchmarks

screenshots: $(READY)
	$(BIN)/python -m tests.browser.screenshots

# What the documentation shows of the release: its codebook, and what programs print.
codebook: $(READY)
	$(BIN)/imcwp-data codebook
	$(BIN)/python -m tests.documentation.update

docs: $(READY)
	$(BIN)/python -m sphinx --fresh-env --fail-on-warning --keep-going --quiet docs build/docs
	@echo "The documentation is in build/docs; begin with build/docs/index.html"

wheel: $(READY)
	$(BIN)/python -m tools.packages

zip: $(READY)
	$(BIN)/python -m tools.archive

reproduce: $(READY)
	$(BIN)/python -m tools.reproduce

# What is other than in the release before: make changes OLD=before.zip (docs/versions.md).
changes: $(READY)
	$(if $(OLD),,$(error name the release before: make changes OLD=before.zip))
	$(BIN)/imcwp-data build
	$(BIN)/imcwp-data diff $(OLD) dist --out changes.json
	$(BIN)/imcwp-data build

clean:
	rm -rf $(VENV) build dist/*.zip .pytest_cache .mypy_cache .ruff_cache .hypothesis
