# 明鉴 Mingjian: two targets are enough to see it work: `make setup` and `make demo`. `make help` lists the others.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode
PYTEST := $(BIN)/pytest -n 2 --dist worksteal
PORT ?= 8000
DEMO := .demo
SECONDS ?= 120
# What decides who may do what, when, and what is a contradiction: every line and branch of it is tested.
WHOLE := screener/rules/*,screener/rule.py screener/measures/*,screener/anomalies.py,screener/ranking.py \
    bureau/kernel/lifecycle.py,bureau/kernel/access.py,bureau/kernel/clock.py,bureau/kernel/workdays.py \
    bureau/kernel/calendars.py,bureau/kernel/periods.py \
    bureau/people/permissions.py,bureau/people/roles.py bureau/*/lifecycle.py
LOCKS := tools runtime dev bench fuzz node

.PHONY: help setup demo demo-report test test-full explore fuzz check lint house fix bench bench-registry mutants accuracy docs messages lock system clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

# --- the environment -------------------------------------------------------------------------------------------
# A stamp a stage, so that a second run has nothing to do and `make demo` never waits for the test tools.

$(VENV)/.tools: requirements/tools.txt scripts/make_venv.sh
	@echo "准备 Python 环境 Preparing the Python environment ($(VENV))"
	@scripts/make_venv.sh
	@touch $@

$(VENV)/.runtime: $(VENV)/.tools requirements/runtime.txt pyproject.toml
	@echo "安装明鉴 Installing Mingjian"
	@$(UV) --require-hashes -r requirements/runtime.txt
	@$(UV) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.messages: $(VENV)/.runtime $(wildcard bureau/locale/*/LC_MESSAGES/*.po)
	@$(BIN)/python scripts/messages.py compile
	@touch $@

$(VENV)/.frontend: $(VENV)/.runtime package.json package-lock.json requirements/node.txt scripts/make_frontend.sh
	@echo "安装页面组件 Installing the parts of the pages"
	@scripts/make_frontend.sh
	@touch $@

$(VENV)/.application: $(VENV)/.runtime $(VENV)/.messages $(VENV)/.frontend
	@touch $@

$(VENV)/.dev: $(VENV)/.application requirements/dev.txt
	@echo "安装测试工具 Installing the test tools"
	@$(UV) --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.bench: $(VENV)/.dev requirements/bench.txt
	@echo "安装对比程序 Installing the programs to measure against"
	@$(UV) --require-hashes -r requirements/bench.txt
	@touch $@

$(VENV)/.fuzz: $(VENV)/.dev requirements/fuzz.txt
	@echo "安装模糊测试工具 Installing the fuzzer"
	@$(UV) --require-hashes -r requirements/fuzz.txt
	@touch $@

setup: $(VENV)/.dev ## install everything into .venv; the command is .venv/bin/mingjian
	@echo "就绪 Ready: $(BIN)/mingjian --help"

lock: $(VENV)/.tools ## resolve requirements/*.in again into the hashed locks
	@for name in $(LOCKS); do \
	    $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(LOCKFLAGS) \
	        requirements/$$name.in --output-file requirements/$$name.txt || exit 1; \
	done

# --- the demonstration -----------------------------------------------------------------------------------------

demo: $(VENV)/.application ## an invented district with sixty institutions, served at 127.0.0.1:8000
	@MINGJIAN_DATA=$(DEMO)/office $(BIN)/mingjian demo --port $(PORT)

demo-report: $(VENV)/.runtime ## the engine alone: write a sample ledger with planted faults, screen it, serve the report
	@$(BIN)/python scripts/serve.py $(DEMO)/report --port $(PORT) --probe
	@rm -rf $(DEMO)/ledger $(DEMO)/report $(DEMO)/data
	@mkdir -p $(DEMO)
	@$(BIN)/mingjian ledger sample --out $(DEMO)/ledger
	@MINGJIAN_DATA=$(DEMO)/data $(BIN)/mingjian screen $(DEMO)/ledger --out $(DEMO)/report
	@$(BIN)/python scripts/serve.py $(DEMO)/report --port $(PORT)

# --- the proof -------------------------------------------------------------------------------------------------

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

house: $(VENV)/.dev
	$(BIN)/pytest -q tests/house

check: lint house ## lint, format, strict types, import contracts, house tests

fix: $(VENV)/.dev ## mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test: lint ## `check` and every quick test
	$(PYTEST)

system: # what the whole of the tests needs beside Python: browser, fonts, PostgreSQL, LibreOffice
	@scripts/install_system.sh

# What is slow or in a browser runs without coverage, which would make it twice as slow and finds hardly a line more.
test-full: $(VENV)/.dev system ## every test, slow ones and those in a browser too, on both databases, with branch coverage
	$(PYTEST) --cov --cov-report=term
	@for part in $(WHOLE); do \
	    $(BIN)/coverage report --include="$$part" --fail-under=100 || exit 1; \
	done
	$(PYTEST) -m "full or browser"
	$(BIN)/python scripts/with_postgres.py $(PYTEST) -m db tests/rooms tests/console tests/journeys

explore: $(VENV)/.dev ## the property tests with examples that nobody has tried yet
	MINGJIAN_HYPOTHESIS=explore $(PYTEST) -m "" -k "not browser" $$(grep -rl "from hypothesis" tests --include="test_*.py")

fuzz: $(VENV)/.fuzz ## feed the intake whatever a fuzzer thinks of, for SECONDS; what it finds is kept in the corpus
	@mkdir -p .fuzz
	$(BIN)/python scripts/fuzz_intake.py -max_total_time=$(SECONDS) -max_len=8192 -artifact_prefix=tests/screener/corpus/intake/ \
	    .fuzz tests/screener/corpus/intake

mutants: $(VENV)/.dev ## change the rules' code in small ways and see that a test notices each
	$(BIN)/mutmut run
	$(BIN)/python scripts/judge_mutants.py

bench: $(VENV)/.bench ## measure the engine against a bare scan, DuckDB, Polars and pandas
	$(BIN)/python -m bench
	$(BIN)/python -m bench.registry

bench-registry: $(VENV)/.bench ## measure the registry at a region's size: a roster of 53,000, pages beside an empty one
	$(BIN)/python -m bench.registry

accuracy: $(VENV)/.dev ## measure what the rules find and whom they name on invented markets; draws the page
	$(BIN)/python -m bench.accuracy

docs: $(VENV)/.dev ## draw the reference pages that are drawn from code
	$(BIN)/python scripts/draw_commands.py
	$(BIN)/python scripts/draw_rules.py
	$(BIN)/python scripts/draw_lifecycles.py
	$(BIN)/python scripts/draw_access.py

messages: $(VENV)/.dev ## gather the texts of the pages into the catalogue of translations
	$(BIN)/python scripts/messages.py update

clean: ## remove everything that was made here
	rm -rf $(VENV) $(DEMO) .cache .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache \
	    .ruff_cache .bench .fuzz mutants build dist node_modules bureau/ui/static/ui/vendor ./*.egg-info
	find screener bureau tests scripts bench -name __pycache__ -type d -prune -exec rm -rf {} +
