# Everything a person does with the sources has a name here; how it is done is in scripts/.
SHELL := bash
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup run serve dev test smoke lint fmt sqlx types tree openapi schemathesis differential fuzz sbom screenshots bench bench-desktop siege audit package test-package clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install everything that is missing, for the tests too
	@scripts/setup.sh test

run: ## Build the app and open it
	@scripts/run.sh

serve: ## Build the headless server and run it on http://127.0.0.1:8000
	@scripts/serve.sh

dev: ## Open the app with hot reload of the interface
	@scripts/setup.sh app && . scripts/env.sh && ui/node_modules/.bin/tauri dev

test: ## Run the linters and every test
	@scripts/test.sh

smoke: ## Try a person's first minutes on the release build of the app
	@scripts/smoke.sh

lint: ## Run the linters
	@scripts/setup.sh test && scripts/lint.sh

fmt: ## Format the sources
	@. scripts/env.sh && cargo fmt --all

sqlx: ## Renew .sqlx after a query or a migration changed
	@scripts/setup.sh test && scripts/sqlx.sh prepare

types: ## Renew the interface's TypeScript types after the Rust ones changed
	@. scripts/env.sh && HEARTH_WRITE_TYPES=1 cargo test --quiet -p hearth --lib types_are_current

tree: ## Renew what is kept of the accessibility tree after the window changed
	@scripts/setup.sh test && . scripts/env.sh && cargo build --quiet --workspace && INSTA_UPDATE=always cargo test --quiet -p hearth-tests --test desktop tree::

differential: ## Compare the server with the Python backend, request by request
	@scripts/setup.sh test && . scripts/env.sh && cargo build --quiet -p hearth-cli && cargo run --quiet -p hearth-tests --bin differential -- $(ARGS)

fuzz: ## Fuzz what parses foreign bytes; ARGS="TARGET SECONDS" for one target
	@scripts/fuzz.sh $(ARGS)

openapi: ## Renew docs/openapi.json after the API changed
	@. scripts/env.sh && HEARTH_WRITE_OPENAPI=1 cargo test --quiet -p hearth-server --lib openapi

schemathesis: ## Try the API with thousands of generated requests
	@scripts/setup.sh test && . scripts/env.sh && cargo build -p hearth-cli && scripts/schemathesis.sh

screenshots: ## Take the pictures in docs/screenshots from the real window
	@scripts/screenshots.sh $(ARGS)

bench: ## Measure the server beside what bounds it: pgbench with its statements
	@scripts/bench.sh $(ARGS)

bench-desktop: ## Measure the app in its real window against a bare one
	@scripts/bench-desktop.sh $(ARGS)

siege: ## Attack the server for ten minutes, and measure what people notice
	@scripts/siege.sh $(ARGS)

.PHONY: cluster test-cluster
cluster: ## Run the server on several machines of this computer, as root
	@scripts/cluster.sh run $(ARGS)

test-cluster: ## Have machines fail under load, and look for what is lost
	@scripts/cluster.sh test $(ARGS)

audit: ## Look the dependencies up in the databases of known vulnerabilities
	@scripts/setup.sh test && scripts/audit.sh

sbom: ## Renew the list of what the bundled PostgreSQL is made of
	@scripts/setup.sh server && node crates/postgres/bundle/sbom.mjs

package: ## Build the packages of the app and of the server
	@scripts/package.sh

test-package: ## Install the packages into a clean Debian, use them, remove them; as root
	@scripts/test-package.sh

clean: ## Remove everything that was built or installed here
	@rm -rf target ui/dist ui/node_modules crates/postgres/bundle/node_modules
