# The commands of the repository. `make` lists them.

PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.NOTPARALLEL: # targets install into the same environment
.PHONY: help dev dev-reset test test-one test-slow test-agents test-all check fix bench bench-pools bench-web screenshots lock \
  venv venv-local node-packages client-packages sdk-oldest sam lambda-python build deploy deploy-web outputs secrets rotate rollback prune migration baseline data-model bench-coldstart reconcile usage-replay \
  usage-redrive database-tokens cost backup restore doctor smoke FORCE

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

dev: venv-local ## run the whole product on this machine, until Ctrl-C (ROUTERS=3)
	@$(if $(ROUTERS),PORTAL_ROUTERS="$(ROUTERS)") $(BIN)/python -m local dev

dev-reset: venv-local ## delete all data, credentials and logs of `make dev`
	@$(BIN)/python -m local reset

WORKERS ?= 2
# In CI a test that fails runs once more, and the summary names it: a busy machine must not hold up a change.
PYTEST = $(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(if $(CI),--reruns 1 -rR)
test: venv sdk-oldest clients sam node-packages client-packages ## install what the tests need, and run all but the slow ones (ARGS="tests/sdk -x" WORKERS=0)
	@$(PYTEST) -m "not slow and not agents" $(ARGS)

test-one: venv ## run one file or test by itself (T=tests/portal/web/test_ids.py, T="tests/x.py::test_y"); under 2 s if it is pure
	@[ -n "$(T)" ] || { echo 'Name a test: make test-one T=tests/portal/web/test_ids.py' >&2; exit 1; }
	@$(BIN)/pytest "$(T)" $(ARGS)

test-slow: venv sdk-oldest sam node-packages ## run what `make test` leaves out: slow tests, and properties with more examples
	@$(PYTEST) --slow $(ARGS)

AGENTS := tests/clients/other_agents/node_modules/.installed
test-agents: venv client-packages $(AGENTS) ## run a task with every coding agent, with those too that `make test` leaves out
	@$(BIN)/pytest tests/clients/test_coding_agents.py $(ARGS)

test-all: test test-slow ## run all tests, as CI does

check: venv node-packages ## lint, formatting, types, import rules, and that generated files and locks are fresh
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache --no-logo
	@$(BIN)/python -m scripts.lock_freshness
	@npm --prefix portal-web run --silent check

fix: venv node-packages ## fix what lint and formatting can fix
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format
	@npm --prefix portal-web run --silent fix

PEERS := .venv-litellm/.installed-litellm benchmarks/portkey/node_modules/.installed
bench: venv $(if $(findstring --peers,$(ARGS)),$(PEERS)) ## measure the latency that the gateway adds, beside a minimal proxy and other gateways (ARGS="--peers")
	@$(BIN)/python -m benchmarks.gateway $(ARGS)

bench-pools: venv .venv-litellm/.installed-litellm ## compare how pools with a broken router are used: a round robin, LiteLLM's router, and ours
	@$(BIN)/python -m benchmarks.pools $(ARGS)

bench-web: venv node-packages ## measure the site: JavaScript of each page, LCP and CLS, Lighthouse (while `make dev` runs)
	@$(BIN)/python -m scripts.run_on_built_site sizes vitals lighthouse

screenshots: venv node-packages ## save a screenshot of every page in portal-web/screenshots (while `make dev` runs)
	@$(BIN)/python -m scripts.run_on_built_site screenshots

bench-coldstart: venv sam ## measure the cold start of each function, as built (needs python3.13)
	@$(BIN)/python -m benchmarks.coldstart $(ARGS)

reconcile: venv-local ## compare requests, ledger, hours, days, balances and holds (ARGS="--days 7")
	@$(BIN)/python -m local usage reconcile $(ARGS)

usage-replay: venv-local ## queue the unsent usage events of a log (LOG=gateway.log)
	@$(BIN)/python -m local usage replay $(LOG)

usage-redrive: venv-local ## send the messages of the dead-letter queue to the usage queue again
	@$(BIN)/python -m local usage redrive

database-tokens: venv-local ## make the signing key, then the functions' tokens for the database (KEY=~/x/key.json TOKENS=~/x/tokens.json)
	@$(BIN)/python -m local database-tokens --key "$(KEY)" --tokens "$(TOKENS)" $(ARGS)

ARCHITECTURE ?= arm64
build: lambda-python venv sam node-packages ## build what is deployed, the site included (ARCHITECTURE=x86_64; needs python3.13)
	@$(BIN)/python -m scripts.build --architecture $(ARCHITECTURE)
	@npm --prefix portal-web run --silent build -- --logLevel warn
	@npm --prefix portal-web run --silent sizes

deploy: venv sam ## deploy the build (ENV=dev PARAMETERS="SupabaseUrl=https://...")
	@$(BIN)/python -m scripts.deployment.deploy $(ENV) $(PARAMETERS)

deploy-web: venv ## build the site and upload it (ENV=dev PUBLISHABLE_KEY=sb_publishable_... METHODS="password magic_link" CONTACT_URL=mailto:...)
	@$(BIN)/python -m scripts.deployment.deploy_web $(ENV) $(PUBLISHABLE_KEY) $(METHODS) --contact-url "$(CONTACT_URL)"

outputs: venv ## print the outputs of the stack (ENV=dev; eval "$(make -s outputs ENV=dev)" sets $ApiUrl and others; ARGS=--json)
	@$(BIN)/python -m scripts.deployment.outputs $(ENV) $(ARGS)

secrets: venv ## put the stack's secrets from JSON files (ENV=dev SECRETS=secrets/dev)
	@$(BIN)/python -m scripts.deployment.secrets $(ENV) $(SECRETS)

rotate: venv ## let the functions read their secrets again, by deploying what is deployed (ENV=dev)
	@$(BIN)/python -m scripts.deployment.rotate $(ENV)

rollback: venv ## stop the running deployment, or else serve the one before (ENV=dev DEPLOYMENT=1796064652)
	@$(BIN)/python -m scripts.deployment.rollback $(ENV) $(DEPLOYMENT)

prune: venv ## delete the versions of all but the newest deployments (ENV=dev KEEP=10)
	@$(BIN)/python -m scripts.deployment.prune $(ENV) $(KEEP)

# DATABASE_URL reaches the program through the environment, as it is: any process can read a command, and a shell would
# replace a $ in the password.
backup: venv ## back up the database (DATABASE_URL=postgresql://... in the environment; TO=backups)
	@$(BIN)/python -m scripts.backup take "$(TO)"

restore: venv ## restore a backup into a new Supabase project (DATABASE_URL=... in the environment; FROM=backups/2026-11-30T190000Z)
	@$(BIN)/python -m scripts.backup restore "$(FROM)"

cost: venv ## what a month costs on AWS, on demand and on Managed Instances (REQUESTS=1000000 SECONDS=30 MEMORY=512 ARGS="--peak 5")
	@$(BIN)/python -m scripts.cost "$(REQUESTS)" "$(SECONDS)" "$(MEMORY)" --architecture $(ARCHITECTURE) $(ARGS)

doctor: venv ## ask everything that a deployment depends on, before and after it (ENV=dev PARAMETERS="..." SECRETS=folder ARGS=--json)
	@$(BIN)/python -m scripts.doctor $(ENV) $(PARAMETERS) $(if $(SECRETS),--secrets $(SECRETS)) $(ARGS)

# KEY and TOKEN reach the program through the environment (make exports them): any process can read arguments.
smoke: venv ## call a running API as a customer does (KEY=ctx_... TOKEN=... in the environment; URL=https://... ARGS=--json)
	@$(BIN)/python -m scripts.smoke $(URL) $(ARGS)

migration: venv ## draft a migration from the differences between supabase/schemas and supabase/migrations (NAME=add_x)
	@$(BIN)/python -m scripts.database.migration "$(NAME)"

baseline: venv ## write the initial migration from supabase/schemas; only until the first deployment
	@$(BIN)/python -m scripts.database.baseline

data-model: venv ## write the generated half of docs/data-model.md
	@$(BIN)/python -m scripts.data_model

lock: venv ## update requirements/*.txt from pyproject.toml
	@$(BIN)/python -m scripts.lock $(ARGS)

# Before anything is installed for it: a build needs the Python that Lambda runs.
lambda-python: .build/interpreter
	@$(PYTHON) scripts/lambda_python.py

# Installations. Each has a stamp file, which is newer than all files that the installation depends on, so that make
# can tell without starting Python. If the stamp is older, the installer compares contents and touches it.

venv: .venv/.installed-dev
venv-local: .venv/.installed-local
sam: .venv-sam/.installed-sam ## install AWS SAM CLI, whose wheel contains the Lambda emulator of the tests
sdk-oldest: .venv-sdk-oldest/.installed-sdk-oldest ## install the oldest SDKs that are supported, for the tests
clients: .venv-clients/.installed-clients .venv-instructor/.installed-instructor ## install the Python libraries that the tests call the gateway with
client-packages: tests/clients/agents/node_modules/.installed tests/clients/javascript/node_modules/.installed ## install the programs and libraries of customers that the tests run
node-packages: local/supabase/node_modules/.installed portal-web/node_modules/.installed

INSTALL = @$(PYTHON) scripts/install.py
INSTALLER := scripts/install.py .build/interpreter

.venv/.installed-dev: requirements/dev.txt pyproject.toml $(INSTALLER)
	$(INSTALL) .venv requirements/dev.txt --project

.venv/.installed-local: requirements/local.txt requirements/dev.txt pyproject.toml $(INSTALLER)
	$(INSTALL) .venv requirements/local.txt --project --unless requirements/dev.txt

.venv-sam/.installed-sam: requirements/sam.txt $(INSTALLER)
	$(INSTALL) .venv-sam requirements/sam.txt

.venv-sdk-oldest/.installed-sdk-oldest: requirements/sdk-oldest.txt $(INSTALLER)
	$(INSTALL) .venv-sdk-oldest requirements/sdk-oldest.txt

.venv-clients/.installed-clients: requirements/clients.txt $(INSTALLER)
	$(INSTALL) .venv-clients requirements/clients.txt

.venv-instructor/.installed-instructor: requirements/instructor.txt $(INSTALLER)
	$(INSTALL) .venv-instructor requirements/instructor.txt

.venv-litellm/.installed-litellm: requirements/litellm.txt $(INSTALLER)
	$(INSTALL) .venv-litellm requirements/litellm.txt

benchmarks/portkey/node_modules/.installed: benchmarks/portkey/package-lock.json
	@npm --prefix benchmarks/portkey ci --no-fund --no-audit --ignore-scripts --loglevel=error && touch $@

tests/clients/%/node_modules/.installed: tests/clients/%/package-lock.json
	@npm --prefix $(<D) ci --no-fund --no-audit --ignore-scripts --loglevel=error && touch $@

%/node_modules/.installed: %/package-lock.json | .venv/.installed-local
	@$(BIN)/python -m local install

# The version of Python and the path of the repository: a change of either requires a new installation.
.build/interpreter: FORCE
	@command -v $(PYTHON) >/dev/null || { \
	  echo "Python 3.11 or newer is needed, and '$(PYTHON)' cannot be found. Name one: make PYTHON=/path/to/python3 ..." >&2; exit 1; }
	@found=$$($(PYTHON) -ISc 'import sys; print(sys.version); sys.exit(sys.version_info < (3, 11))' 2>/dev/null) || { \
	  echo "Python 3.11 or newer is needed, and '$(PYTHON)' is $$($(PYTHON) --version 2>&1). Name another: make PYTHON=python3.12 ..." >&2; exit 1; }; \
	mkdir -p $(@D); \
	printf '%s\n%s\n' "$$found" "$(CURDIR)" | cmp -s - $@ || printf '%s\n%s\n' "$$found" "$(CURDIR)" > $@

FORCE:
