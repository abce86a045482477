# Each target does all its own set-up: git, make and Python >= 3.11 are enough.
PYTHON ?= python3
ifeq ($(OS),Windows_NT)
  VENV_PYTHON := .venv/Scripts/python.exe
else
  VENV_PYTHON := .venv/bin/python
endif
READY := .venv/ready

# make report DATA=folder OUT=folder BOARD=name YEAR=year, as said on the command line only
said = $(if $(filter command,$(firstword $(origin $(1)))),$(2) "$($(1))")
OWN = $(call said,DATA,--data) $(call said,OUT,--out) $(call said,BOARD,--board) $(call said,YEAR,--year)

.PHONY: report test lab bench fuzz notebooks lock format clean

report: $(READY)
	@$(VENV_PYTHON) -m analysis report $(OWN) $(ARGS)

test: $(READY)
	$(VENV_PYTHON) -m ruff check .
	$(VENV_PYTHON) -m ruff format --check .
	$(VENV_PYTHON) -m mypy
	$(dir $(VENV_PYTHON))lint-imports
	$(VENV_PYTHON) -m pytest -n auto --dist loadfile --no-loadscope-reorder --nbval

lab: $(READY)
	$(VENV_PYTHON) -m jupyter lab --notebook-dir=notebooks $(ARGS)

bench: $(READY)
	$(VENV_PYTHON) tools/bench.py

fuzz: $(READY)
	$(VENV_PYTHON) tools/fuzz.py $(ARGS)

notebooks: $(READY)
	$(VENV_PYTHON) tools/run_notebooks.py

format: $(READY)
	$(VENV_PYTHON) -m ruff check --fix .
	$(VENV_PYTHON) -m ruff format .

lock: $(READY)
	$(VENV_PYTHON) tools/environment.py lock

clean:
	rm -rf .venv out

$(READY): requirements.lock pyproject.toml tools/environment.py
	@$(PYTHON) tools/environment.py install
