# `make help` lists the verbs. Needs only python3 (3.11 or newer), make and a POSIX shell.

PYTHON ?= python3
PORT ?= 8000
ENGINE ?= whoosh

# core: what the app cannot do without; all: the optional packages that serve users too.
LOCK ?= all

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
CODE := $(shell find kb webapp tests bench -name '*.py' 2>/dev/null | cut -d/ -f1 | sort -u)

# A stamp is named after the content it stands for, so a changed lock file, Python or location of
# the checkout calls for a new one, and an old one cannot be mistaken for it.
sum = $(shell cat $(1) 2>/dev/null | cksum | tr ' ' '-')
stamp = $(VENV)/.$(1)-$(call sum,pyproject.toml requirements/build.txt requirements/$(1).txt)
PLACE := $(shell { pwd; $(PYTHON) -VV; } 2>&1 | cksum | tr ' ' '-')
VENV_STAMP := $(VENV)/.made-$(PLACE)
APP_STAMP := $(call stamp,$(LOCK))
DEV_STAMP := $(call stamp,dev)
# Which locks an installed one holds.
WITHIN_core := core
WITHIN_all := core all
WITHIN_dev := core all dev

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help setup setup-dev browser servers model opensearch serve test conform coverage lint types format lock dist bundle clean

help: ## list these verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

setup: $(APP_STAMP) ## install the app into .venv (LOCK=core leaves the optional packages out)

setup-dev: $(DEV_STAMP) ## install the app and the tools for its tests into .venv

browser: ## make Chromium and a Chinese font available for the browser tests
	@sh scripts/install-browser.sh

servers: ## make the servers available that tests run: nginx, Caddy, PostgreSQL
	@sh scripts/install-server.sh nginx-light nginx
	@sh scripts/install-server.sh caddy caddy
	@sh scripts/install-server.sh postgresql initdb

model: ## fetch the embedding model for search by meaning into build/model (needs Maven)
	@sh scripts/fetch-model.sh

opensearch: ## fetch the OpenSearch server of the tests into build/opensearch (needs Java and Maven)
	@sh scripts/opensearch/install.sh

serve: setup ## show the knowledge base on http://127.0.0.1:8000 (PORT=8001 for another port)
	@if ! find index -name CURRENT 2>/dev/null | grep -q .; then \
		echo "$(BIN)/kb --home . ingest corpus/sources"; \
		$(BIN)/kb --home . ingest corpus/sources; \
	fi
	$(BIN)/kb --home . serve --port $(PORT)

# What is fetched takes the net and what is installed the processor: both at once. The types are checked
# beside the rest of it and the first tests; what they say comes last.
# Tests start Python some hundred times: what it compiles is kept, also where the shell forbids it.
test: ## check everything: style, types, tests
	@{ $(MAKE) --no-print-directory browser servers \
		&& sh scripts/fetch-model.sh --if-possible \
		&& sh scripts/opensearch/install.sh --if-possible; } & fetched=$$!; \
	$(MAKE) --no-print-directory setup-dev lint || { wait $$fetched; exit 1; }; \
	$(BIN)/mypy $(CODE) >$(VENV)/types.log 2>&1 & types=$$!; \
	wait $$fetched || exit 1; \
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder; \
	tested=$$?; wait $$types; typed=$$?; cat $(VENV)/types.log; exit $$((tested | typed))

conform: setup-dev ## run the conformance tests on one search engine (ENGINE=tantivy)
	@[ "$(ENGINE)" != opensearch ] || sh scripts/opensearch/install.sh
	$(BIN)/python -m pytest -q tests/index/engines --engine $(ENGINE)

coverage: setup-dev browser servers ## run the tests and print which share of the code they run
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder --cov --cov-report=term:skip-covered

lint: setup-dev ## check the style (ruff)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup-dev ## check the types (mypy --strict)
	$(BIN)/mypy $(CODE)

format: setup-dev ## put the code into shape (ruff)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(VENV_STAMP) ## bring requirements/*.txt to the newest versions
	$(PIP) install --require-hashes --only-binary :all: -r requirements/lock.txt
	PATH="$(BIN):$$PATH" sh scripts/lock.sh

dist: setup-dev ## build wheel and sdist into dist/, and try the wheel in an empty environment
	PYTHON=$(BIN)/python sh scripts/dist.sh

bundle: dist ## pack dist/…-bundle.tar.gz for machines without network, and try it without network
	PYTHON=$(BIN)/python sh scripts/bundle.sh

clean: ## remove .venv, caches and build products (corpus, index and state stay)
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV_STAMP):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "需要 Python 3.11 或更高版本（make PYTHON=python3.12 可另行指定）。" >&2; \
		echo "Python 3.11 or newer is needed (name another: make PYTHON=python3.12)." >&2; \
		exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "这个 Python 缺少 venv 模块；Debian/Ubuntu 请执行：apt-get install python3-venv" >&2; \
		echo "This Python lacks venv; on Debian/Ubuntu: apt-get install python3-venv" >&2; \
		exit 1; }
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	@touch $@

WITHOUT_OPTIONAL = 如果是可选软件包在本机装不上，请用 make setup LOCK=core 与 make serve LOCK=core。\
	If an optional package cannot be had for this machine, add LOCK=core to the command.

# jieba is published as source only, hence the build tools first and no isolated build.
$(VENV)/.%: NAME = $(firstword $(subst -, ,$*))
$(VENV)/.%: $(VENV_STAMP)
	@rm -f $(foreach name,$(WITHIN_dev),$(VENV)/.$(name)-*)
	$(PIP) install --require-hashes --only-binary :all: -r requirements/build.txt
	$(PIP) install --require-hashes --no-build-isolation --use-pep517 -r requirements/$(NAME).txt \
		$(if $(filter all,$(NAME)),|| { echo "$(WITHOUT_OPTIONAL)" >&2; exit 1; })
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $(foreach name,$(WITHIN_$(NAME)),$(call stamp,$(name)))
