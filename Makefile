# Every target makes what it needs. `make PYTHON=python3.12 book` picks another interpreter, and makes the environment anew if it has another;
# `make lab LAB_ARGS=--no-browser` gives JupyterLab options (as root: --allow-root).
PYTHON ?= python3
OLDEST := 3.11
VENV := .venv
BIN := $(VENV)/bin
BOOK := $(VENV)/book.stamp
DEV := $(VENV)/dev.stamp
CHECK := $(VENV)/check.stamp
UV := uv==0.13.9
CYCLONEDX := cyclonedx-bom==7.5.0
COMPILE = $(BIN)/python -m uv pip compile --quiet --generate-hashes --universal --python-version $(OLDEST) --no-emit-index-url \
	--no-emit-find-links --custom-compile-command "make lock (for Python $(OLDEST) and newer)" $(UPGRADE)
PYTEST = $(BIN)/python -m pytest -n auto --dist loadfile --max-worker-restart 1

# What a user has set for Python, and where pip would install to, has no effect. What is installed is started by the environment's own Python,
# as scripts there name the folder in which they were installed, which may be another by now.
unexport $(filter PYTHON%,$(.VARIABLES)) PIP_CONSTRAINT PIP_DRY_RUN PIP_NO_DEPS PIP_PREFIX PIP_PYTHON PIP_REQUIRE_HASHES PIP_ROOT PIP_TARGET
export PIP_USER := 0
export PYTHONPATH := $(CURDIR)/src:$(CURDIR)/book

# An environment whose Python is gone, or is another than the one that is asked for, is made anew.
MINOR := import sys; print(sys.version_info[:2])
HAS := $(shell $(BIN)/python -I -c 'import pip; $(MINOR)' 2>/dev/null)
ASKED := $(filter command environment,$(firstword $(origin PYTHON)))
WANTED := $(if $(ASKED),$(or $(shell $(PYTHON) -I -c '$(MINOR)' 2>/dev/null),$(error There is no Python to be started as $(PYTHON))),$(HAS))
ifneq ($(HAS),$(or $(WANTED),none))
$(shell rm -f $(VENV)/*.stamp)
endif

.DEFAULT_GOAL := help
.PHONY: help book pdf unit test test-rest test-all check readings what-if bench bench-tests lint lab lock sbom clean

help: ## Show these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# A warning is an error. After a failed build Sphinx would forget the warnings of the pages it
# had already read, so what it remembers is thrown away; what is wrong in the data is said again,
# below the tracebacks.
book: $(BOOK) ## Build the book into _build/html
	@$(BIN)/python $(BIN)/jupyter-book build . -W -n --keep-going || { rm -rf _build/.doctrees; \
	$(BIN)/python -m bilateral.check && echo "The book was not built: the lines with WARNING or ERROR above say why. The next build reads every page."; exit 1; }
	@echo "Open $(CURDIR)/_build/html/index.html"

pdf: $(DEV) book ## Print the whole book into one PDF, and its one sheet
	@$(BIN)/python tools/pdf.py

unit: $(DEV) ## Test data, measures, charts and checks: no browser, no build
	@$(PYTEST) tests/unit

test: $(DEV) book ## Build the book and test it, without the slowest tests
	@$(PYTEST) -m "unit or site or sample"

test-rest: $(DEV) book ## Run what `test` leaves out: every page in the browser's Python, more builds, print
	@$(PYTEST) -m "slow and not sample"

test-all: test ## Build the book and run every test
	@$(MAKE) --no-print-directory test-rest

check: $(CHECK) ## Validate the data
	@$(BIN)/python -m bilateral.check

readings: $(CHECK) ## Write into new readings the digest of the rows that they read
	@$(BIN)/python -m bilateral.check.digests

what-if: $(BOOK) ## Say which numbers, sentences, titles and verdicts the uncommitted changes of data/ move
	@$(BIN)/python tools/what_if.py

bench: $(BOOK) ## Measure builds against a stock one (20 minutes)
	@$(BIN)/python benchmarks/run.py

bench-tests: $(DEV) ## Measure the tests against a stock build (20 minutes)
	@$(BIN)/python -m benchmarks.suite

lint: $(DEV) ## Check style, types and workflows
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .
	@$(BIN)/python -m mypy
	@$(BIN)/python -m check_jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@$(BIN)/zizmor --offline --quiet .github/workflows

lab: $(BOOK) ## Open the pages as notebooks in JupyterLab
	@$(BIN)/python -m jupyterlab --LabApp.default_url=/lab/tree/book $(LAB_ARGS)

lock: $(VENV)/pip.stamp ## Pin what the .in files name (UPGRADE=--upgrade: the newest that they allow)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(UV)
	@$(COMPILE) requirements.in -o requirements.txt
	@for name in check dev; do $(COMPILE) -c requirements.txt requirements-$$name.in -o requirements-$$name.txt || exit 1; done

sbom: $(BOOK) ## List the installed packages and their licenses in _build/sbom.cdx.json
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(UV)
	@mkdir -p _build
	@$(BIN)/python -m uv tool run --quiet --from $(CYCLONEDX) cyclonedx-py environment --output-reproducible -o _build/sbom.cdx.json $(BIN)/python

clean: ## Remove what was built, and the environment
	rm -rf _build build src/*.egg-info *.egg-info $(VENV) .pytest_cache .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/pip.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < tuple(map(int, "$(OLDEST)".split("."))))' || \
		{ echo "Python $(OLDEST) or newer is needed: try make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
		{ echo "This Python cannot make environments: on Debian or Ubuntu, apt install python3-venv."; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

# The check needs little, and should not wait for the rest.
$(CHECK): requirements-check.txt | $(VENV)/pip.stamp
	@echo "Installing what the check needs into $(VENV), once ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-check.txt
	@touch $@

# Asking for the fonts once keeps matplotlib's notice about its font cache off the first page. The last two lines let JupyterLab open
# pages as notebooks and let their kernels find the library, from where the environment is: in a copy of the folder, its own.
$(BOOK): requirements.txt | $(VENV)/pip.stamp
	@echo "Installing what the book needs into $(VENV), once; this takes some minutes ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@$(BIN)/python -c 'import matplotlib.font_manager' || \
		{ echo "What pip installed is not in $(VENV): does 'pip config list' name a target, prefix or root?"; exit 1; }
	@mkdir -p $(VENV)/etc/jupyter && cp -R .jupyter/labconfig $(VENV)/etc/jupyter/
	@$(BIN)/python -c 'import os, sysconfig; to = sysconfig.get_path("purelib"); \
		print(os.path.relpath("src", to), os.path.relpath("book", to), sep="\n", file=open(to + "/book.pth", "w"))'
	@touch $@

$(DEV): requirements-dev.txt $(BOOK)
	@echo "Installing what the tests need into $(VENV), once ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
