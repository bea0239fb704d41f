# The doors of the repository. `make` lists them.

PYTHON ?= python3
BIN := .venv/bin
OLDEST_SDKS := .venv-sdk-oldest

.DEFAULT_GOAL := help
.PHONY: help dev dev-reset test check fix bench bench-web screenshots lock python venv venv-local node-packages sdk-oldest sam build \
  deploy deploy-web migration baseline data-model bench-coldstart reconcile usage-replay usage-redrive

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

dev: venv-local ## start the whole product on this machine, until Ctrl-C
	@$(BIN)/python -m local dev

dev-reset: venv-local ## forget everything `make dev` remembers
	@$(BIN)/python -m local reset

WORKERS ?= 2
test: venv sdk-oldest sam node-packages ## install what the tests need, and run them (ARGS="tests/usage -x" WORKERS=0)
	@$(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

check: venv node-packages ## lint, formatting, types, import rules, and what is generated or locked being fresh
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache --no-logo
	@$(BIN)/python -m scripts.lock_freshness
	@npm --prefix portal-web run --silent check

fix: venv node-packages ## mend what lint and formatting can mend by themselves
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format
	@npm --prefix portal-web run --silent fix

bench: venv ## measure the gateway beside its floor (ARGS="--peers")
	@$(BIN)/python -m benchmarks.gateway $(ARGS)

bench-web: venv node-packages ## measure the site: JavaScript of each page, LCP and CLS, Lighthouse (while `make dev` runs)
	@$(BIN)/python -m scripts.site_over_product sizes vitals lighthouse

screenshots: venv node-packages ## photograph every page into portal-web/screenshots (while `make dev` runs)
	@$(BIN)/python -m scripts.site_over_product screenshots

bench-coldstart: venv sam ## measure the start of each function, as built (needs python3.13)
	@$(BIN)/python -m benchmarks.coldstart $(ARGS)

reconcile: venv-local ## compare requests, ledger, hours and days (ARGS="--days 7")
	@$(BIN)/python -m local usage reconcile $(ARGS)

usage-replay: venv-local ## queue the unsent usage events of a log (LOG=gateway.log)
	@$(BIN)/python -m local usage replay $(LOG)

usage-redrive: venv-local ## send dead usage messages to the usage queue again
	@$(BIN)/python -m local usage redrive

ARCHITECTURE ?= arm64
build: venv sam node-packages ## build what is deployed, the site too (ARCHITECTURE=x86_64; needs python3.13)
	@$(BIN)/python -m scripts.build --architecture $(ARCHITECTURE)
	@npm --prefix portal-web run --silent build -- --logLevel warn
	@npm --prefix portal-web run --silent sizes

deploy: venv sam ## deploy what was built (ENV=dev PARAMETERS="SupabaseUrl=https://...")
	@$(BIN)/python -m scripts.deploy $(ENV) $(PARAMETERS)

deploy-web: venv ## build the portal's site and upload it (ENV=dev PUBLISHABLE_KEY=sb_publishable_... METHODS="password magic_link" CONTACT_URL=mailto:...)
	@$(BIN)/python -m scripts.deploy_web $(ENV) $(PUBLISHABLE_KEY) $(METHODS) --contact-url "$(CONTACT_URL)"

migration: venv ## write a migration from what supabase/schemas has and supabase/migrations have not (NAME=add_x)
	@$(BIN)/python -m scripts.database.migration "$(NAME)"

baseline: venv ## make the one migration anew from supabase/schemas, until the first deployment
	@$(BIN)/python -m scripts.database.baseline

data-model: venv ## write the generated half of docs/data-model.md anew
	@$(BIN)/python -m scripts.data_model

lock: venv ## write requirements/*.txt anew from pyproject.toml
	@$(BIN)/python -m scripts.lock $(ARGS)

venv: python
	@$(PYTHON) scripts/install.py .venv requirements/dev.txt --project

venv-local: python
	@$(PYTHON) scripts/install.py .venv requirements/local.txt --project --unless requirements/dev.txt

node-packages: venv-local
	@$(BIN)/python -m local install

sdk-oldest: python ## install the oldest SDKs that are supported, for the tests
	@$(PYTHON) scripts/install.py $(OLDEST_SDKS) requirements/sdk-oldest.txt

sam: python ## install AWS SAM CLI, whose wheel brings the Lambda emulator of the tests
	@$(PYTHON) scripts/install.py .venv-sam requirements/sam.txt

python:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "Python 3.11 or newer is needed, and '$(PYTHON)' cannot be found. Name one: make PYTHON=/path/to/python3 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed, and '$(PYTHON)' is $$($(PYTHON) --version 2>&1). Name another: make PYTHON=python3.12 ..." >&2; exit 1; }
