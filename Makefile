# Two commands: `make up` runs the province, `make test` proves it.

PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
PO := $(wildcard src/tinhso/*/locale/*/LC_MESSAGES/django.po src/tinhso/*/*/locale/*/LC_MESSAGES/django.po) \
	$(wildcard src/tinhso/*/*/*/locale/*/LC_MESSAGES/django.po)
MO := $(PO:.po=.mo)

.PHONY: up test install install-dev lint lock

up: install
	@exec $(BIN)/tinhso up

test: install-dev
	@$(BIN)/python tests/run.py

install: .venv/run.stamp $(MO)
install-dev: .venv/dev.stamp $(MO)

$(UV):
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9

# The package itself goes in after its dependencies: its build hook fetches the front end.
PACKAGE := pyproject.toml hatch_build.py package.json package-lock.json

.venv/run.stamp: $(UV) requirements.lock $(PACKAGE)
	@echo "Installing Tỉnh Số into .venv ..."
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps -e .
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.lock
	@echo "Installing what the tests need ..."
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

%.mo: %.po | .venv/run.stamp
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

lint: install-dev
	@$(BIN)/python tests/run.py --lint

lock: $(UV)
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock
