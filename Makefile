# One command for each thing a person does here. `make` alone lists them.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.set-up

.PHONY: help setup run test check format bench bench-replay bench-watch bench-extract bench-rhythms bench-stories world model docs lock clean
help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

## make setup         an environment of its own in .venv, every dependency checked against its hash
setup: $(STAMP)

$(STAMP): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "communique needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Could not make a virtual environment. On Debian: apt install python3-venv" >&2; exit 1; }
	@echo "Installing dependencies into .venv (about a minute) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m compileall -qq -j 0 .venv/lib || true  # pip would on one processor; what cannot be compiled is never imported
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $(STAMP)

## make run           the main job on the bundled demo world: no configuration, account or network (OUT=directory)
run: setup
	@$(BIN)/communique demo $(if $(OUT),--out "$(OUT)")

## make test          the whole suite, offline, on SQLite and a real PostgreSQL
# Three processes keep two processors busy: a quarter of the time of a test, or more, is waiting.
test: setup
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

## make check         format, lint, types, import contracts
check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

## make format        rewrite the code in the project's format
format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

## make bench         what reading costs on this machine (BASELINE=python of an environment with sentence-transformers)
bench: setup
	$(BIN)/python -m bench.classify $(if $(BASELINE),--baseline-python "$(BASELINE)")

## make bench-replay  STATEMENTS=file.jsonl REPLAY=replay.py OUT=directory: the real service against replayed sites
bench-replay: setup
	$(BIN)/python -m bench.replay --statements "$(STATEMENTS)" --replay "$(REPLAY)" --out "$(OUT)"

## make bench-watch   OUT=directory [WATCH="--changedetection BIN --urlwatch BIN --reader PYTHON"]: many unchanged sources, beside others
bench-watch: setup
	$(BIN)/python -m bench.watch --out "$(OUT)" $(WATCH)

## make bench-extract  how faithfully pages are read, on pages written apart from the reader
bench-extract: setup
	$(BIN)/python -m bench.extract

## make bench-stories  how surely copies of a statement find each other, and what only looks alike stays apart
bench-stories: setup
	$(BIN)/python -m bench.stories $(if $(FAULTS),--faults)

## make bench-rhythms  RHYTHMS=file.json: how soon news is found by habit and by the clock, at as many requests
bench-rhythms: setup
	$(BIN)/python -m bench.rhythms "$(RHYTHMS)"

## make world         a day of 120 ministries in compressed time, with every kind of fault: does what must hold hold? (SEED=n, OUT=directory)
world: setup
	$(BIN)/python -m bench.world --seed $(or $(SEED),1) $(if $(OUT),--out "$(OUT)")

## make model         train the shipped model anew (VECTORS=file keeps sentence embeddings between trainings)
model: setup
	$(BIN)/python -m classifier.train $(if $(VECTORS),--vectors "$(VECTORS)") > /dev/null

## make docs          regenerate the reference pages (command line, configuration schema) and the picture
docs: setup
	$(BIN)/typer cli.app utils docs --name communique --output docs/cli.md
	$(BIN)/communique config schema > docs/schema.json
	$(BIN)/python -m bench.picture docs/demo.svg

## make lock          resolve the dependencies anew (needs uv)
lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --extra embeddings --extra warc --extra buttons --extra apprise pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -c requirements.lock --extra embeddings --extra warc --extra buttons --extra apprise --extra browser --group dev pyproject.toml -o requirements-dev.lock

## make clean         remove what was generated here
clean:
	rm -rf .venv demo-out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
