# make run: the app on localhost with the sample company. make serve: the app for people, behind
# a proxy (docs/deploy.md). make test: every check.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run serve test audit lint types pytest browser office bench soak sample lock clean

run: $(VENV)/app
	$(BIN)/python -m cxdata sample --if-missing
	$(BIN)/streamlit run asgi.py

ADDRESS ?= 127.0.0.1
PORT ?= 8501

serve: $(VENV)/app
	$(BIN)/streamlit run asgi.py --server.address $(ADDRESS) --server.port $(PORT)

test: lint types pytest

# What may not land: a dependency that cannot be audited, a secret. A line that only looks like one
# ends with: pragma: allowlist secret
audit: $(VENV)/dev
	$(BIN)/python .ci/audit.py requirements.txt requirements-dev.txt
	git ls-files -z -- . ':!sample_data/*.csv' | xargs -0 $(BIN)/detect-secrets-hook --no-verify

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev
	$(BIN)/mypy

pytest: $(VENV)/dev browser
	$(BIN)/pytest -n 2 --dist worksteal -m "not soak" --timeout 300

soak: $(VENV)/dev browser office
	$(BIN)/pytest -m soak --timeout 3600

bench: $(VENV)/dev browser
	$(BIN)/python -m benchmarks

# The browser of the browser tests: Debian's, where it is missing and apt is there.
browser:
	@command -v chromium >/dev/null || { command -v apt-get >/dev/null && \
	  $$( [ "$$(id -u)" = 0 ] || echo sudo ) sh -c 'apt-get update -qq && apt-get install -y -qq chromium' >/dev/null; } || \
	  echo "chromium is missing: the browser tests will say so"

# The program that draws the decks of the long checks: Debian's, in the same way.
office:
	@{ command -v soffice && command -v pdftotext; } >/dev/null || { command -v apt-get >/dev/null && \
	  $$( [ "$$(id -u)" = 0 ] || echo sudo ) sh -c 'apt-get update -qq && \
	  apt-get install -y -qq libreoffice-impress poppler-utils' >/dev/null; } || \
	  echo "LibreOffice is missing: the decks are not drawn"

# The sample company's CSV files, byte for byte the ones that are kept.
sample: $(VENV)/app
	$(BIN)/python sample_data/make.py

lock: $(VENV)/app
	$(BIN)/pip install -q uv
	$(BIN)/uv pip compile -q --no-header --no-emit-index-url requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --no-header --no-emit-index-url requirements-dev.in -o requirements-dev.txt

$(VENV)/app: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/dev: $(VENV)/app requirements-dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-dev.txt
	touch $@

clean:
	rm -rf $(VENV) data build
