# make report and make test do all the set-up; PYTHON= chooses the interpreter.
PYTHON ?= $(shell sh tools/find_python.sh)
VENV ?= .venv
BIN := $(VENV)/bin
STUDIES := deutschland neubrandenburg
# One more than cores: tests wait for browsers and for other processes a fifth of the time.
WORKERS ?= -n $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1) --dist loadfile --no-loadscope-reorder
READY := $(VENV)/.ready

.PHONY: report $(STUDIES) test fast lint scripts verify bench messages docs picture notebooks references clean

report: $(STUDIES)

$(STUDIES): $(READY)
	$(BIN)/mintgeo report studies/$@.toml

test: lint
	$(BIN)/python -m pytest $(WORKERS) -m "not verify"

fast: $(READY)
	$(BIN)/python -m pytest $(WORKERS) -m "not verify and not slow and not browser"

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# What checks the scripts of the maps (tests/maps/test_scripts.py); without it these tests are skipped.
scripts:
	cd tools/scripts && npm install --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error

verify: $(READY)
	$(BIN)/python -m pytest -m verify

bench: $(READY)
	$(BIN)/python -m benchmarks --write

messages: $(READY)
	$(BIN)/python -m tools.messages

docs: $(READY)
	$(BIN)/python -m tools.write_table_docs
	$(BIN)/python -m sphinx -q -W --keep-going -b html docs docs/_build/html
	@echo "docs/_build/html/index.html"

picture: $(READY)
	$(BIN)/python -m tools.draw_start_picture
	$(BIN)/python -m tools.draw_guide_pictures

notebooks: $(READY)
	$(BIN)/python -m tools.store_outputs

references: $(READY)
	$(BIN)/python -m pytest tests/test_references.py --renew

$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "mintgeo needs Python 3.11 or newer; none was found. Choose one with PYTHON=/path/to/python."; exit 1; }
	"$(PYTHON)" -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]" -c constraints.txt
	@touch $@

clean:
	rm -rf $(VENV) .venv-* tools/scripts/node_modules build dist docs/_build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find data/processed -mindepth 1 ! -name README.md -delete
