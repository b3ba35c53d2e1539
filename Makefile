# Every command of Kikalu; docs/operations.md describes them. Python and its packages live in .venv.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

export PORT ?= 8000
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input

.PHONY: help setup demo demo-data serve test test-fast lint bench messages clean

help: ## say what each command does
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

setup: .venv/.runtime ## install Python's packages in .venv
	@echo "Installed in .venv."

.venv/.runtime: requirements.txt bin/setup.sh
	@sh bin/setup.sh
	@echo "Installing the packages of requirements.txt (about a minute the first time)."
	@$(PIP) install -r requirements.txt
	@touch $@

.venv/.development: .venv/.runtime requirements-dev.txt
	@echo "Installing the packages of requirements-dev.txt."
	@$(PIP) install -r requirements-dev.txt
	@touch $@

demo: demo-data ## the demo territories, served on PORT (8000); RESET=1 starts afresh
	@$(PY) bin/serve.py

demo-data: .venv/.runtime ## the demo territories, without starting the server
	@$(PY) bin/prepare_demo.py $(if $(filter-out 0,$(RESET)),--reset)

serve: .venv/.runtime ## serve what the settings in the environment name, as in production
	@$(PY) manage.py check
	@$(PY) manage.py migrate --check >/dev/null || \
	  { echo "The database is not ready: run '$(PY) manage.py migrate', or 'make demo-data'."; exit 1; }
	@$(PY) manage.py collectstatic --no-input --verbosity 0
	@$(PY) bin/serve.py

test: .venv/.development ## the whole suite: PostgreSQL, Redis, Chromium, then SQLite
	@$(PY) bin/run_tests.py $(ARGS)

test-fast: .venv/.development ## the suite without browser and faults, on PostgreSQL
	@$(PY) bin/run_tests.py --fast $(ARGS)

lint: .venv/.development ## every check of the code that runs nothing of it
	@$(PY) bin/run_lint.py $(ARGS)

bench: .venv/.development ## measure every flow and print the ratios
	@$(PY) -m bench.run $(ARGS)

messages: .venv/.development ## bring the French catalogue up to date and compile it
	@$(PY) bin/messages.py

clean: ## remove .venv and what the tools left; keeps the data of KIKALU_DATA
	rm -rf .venv .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
