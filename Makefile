# Two commands on a fresh machine: `make run` and `make test`. `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: run demo test test-all lint screenshots papers bench build faults kills fuzz conformance lock help
SHELL := /bin/bash
python := .venv/bin/python
N ?= 1000

run: ## open the window in practice mode (no display: the demo)
	@.ci/setup.sh run
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then exec $(python) -m desktop; \
	else echo 'No display here: running the demo instead.'; exec $(python) -m desktop demo; fi

demo: ## file one birth registration with made-up people, narrated
	@.ci/setup.sh run
	@$(python) -m desktop demo

test: ## set everything up and run every check (at most 12 minutes on two cores)
	@.ci/setup.sh test
	@.ci/check.sh test

test-all: build ## the same with the long tests and the frozen program
	@.ci/setup.sh test
	@.ci/check.sh all

lint: ## format, lint, types, architecture: what runs in seconds
	@.ci/setup.sh lint
	@.ci/check.sh lint

screenshots: ## draw every page into docs/screenshots
	@.ci/setup.sh test
	@$(python) -m tests.screenshots

papers: ## draw every official paper, blank and filled, into docs/papers
	@.ci/setup.sh test
	@$(python) -m tests.screenshots.papers

bench: ## print the benchmarks (ratios in one run)
	@.ci/setup.sh test
	@$(python) -m tests.bench

build: ## freeze the program into dist/hoso
	@.ci/setup.sh build
	@.venv/bin/pyinstaller --log-level WARN --noconfirm build.spec

faults: ## N seeded cases of faults, written into docs/reliability.md (make faults N=10000)
	@.ci/setup.sh test
	@$(python) -m tests.faults.report $(N)

kills: ## every test of faults, and the program killed at N random moments, 200 a queue
	@.ci/setup.sh test
	@.venv/bin/pytest -q -n 2 --timeout 0 --kills $(N) -m 'long or not long' tests/faults

fuzz: ## throw N requests per operation at the practice portal
	@.ci/setup.sh test
	@.venv/bin/pytest -q --timeout 0 --examples $(N) -m 'long or not long' tests/contract -k fuzz

conformance: ## run what others publish through our forms and write docs/conformance.md
	@.ci/setup.sh test
	@$(python) -m tests.contract.conformance

lock: ## pin the dependencies anew
	@.ci/lock.sh

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
