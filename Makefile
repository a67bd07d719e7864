# Everything a developer or an operator types: make run, test, lint, bench, chaos, pictures.
# Each target prepares what it needs: the virtual environment, the packages, and the system's libraries for Qt.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: run test lint bench chaos pictures translations wheel clean system

run: $(READY)
	@sh packaging/run.sh $(BIN)

test: $(READY)
	$(BIN)/python -m pytest -q

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python packaging/translations.py --check

bench: $(READY)
	$(BIN)/python -m tests.benchmarks

chaos: $(READY)
	$(BIN)/python -m tests.chaos

pictures: $(READY)
	$(BIN)/python -m tests.pictures --out out/pictures

translations: $(READY)
	$(BIN)/python packaging/translations.py

wheel: $(READY)
	$(BIN)/python -m pip wheel --no-deps --wheel-dir dist .

system:
	@sh packaging/system-libraries.sh

$(READY): pyproject.toml packaging/system-libraries.sh
	@sh packaging/system-libraries.sh
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $(READY)

clean:
	rm -rf $(VENV) out dist build
