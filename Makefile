# Every target does its own set-up: `make demo` and `make test` work on a fresh Debian with Python.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Tests wait for processes as much as they compute: three workers keep two cores busy. The long
# cells of the matrix compute.
WORKERS ?= 3
MATRIX_WORKERS ?= 2

# What the window and the hook Jobs of a rehearsal need, and what the tests need besides.
RUN_PACKAGES := curl libdbus-1-3 libegl1 libfontconfig1 libgl1 libxcb-cursor0 libxcb-icccm4 \
	libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0 fonts-noto-cjk fonts-noto-core fonts-noto-mono
TEST_PACKAGES := bash busybox dash dbus gnome-keyring

.PHONY: demo screenshots test test-all matrix lint translations bench clean

# With a display the window opens on the sample; without one, both faces of ChartNest show
# themselves: the command line aloud, the window in pictures.
demo: $(VENV)/installed
ifneq ($(and $(DISPLAY)$(WAYLAND_DISPLAY)$(filter Darwin,$(shell uname)),$(if $(DEMO_HEADLESS),,yes)),)
	$(BIN)/python -m gui.demo
else
	$(BIN)/python -m core.cli.demo
	DEMO_HEADLESS=1 $(BIN)/python -m gui.demo
endif

screenshots: $(VENV)/installed
	$(BIN)/python -m gui.demo --screenshots

test: $(VENV)/installed-dev
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup -m "not matrix" $(ARGS)

test-all: test matrix

matrix: $(VENV)/installed-dev
	$(BIN)/pytest -n $(MATRIX_WORKERS) --dist loadgroup -m matrix $(ARGS)

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Every text of the sources into resources/translations, and what Qt loads made of it.
translations: $(VENV)/installed
	$(BIN)/python -m gui.translations

bench: $(VENV)/installed-dev
	$(BIN)/python -m tests.bench

clean:
	rm -rf $(VENV) build dist .tools .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/installed: pyproject.toml
	.ci/system-packages $(RUN_PACKAGES)
	.ci/virtual-environment $(PYTHON) $(VENV)
	$(BIN)/pip install --quiet --editable .
	touch $@

$(VENV)/installed-dev: $(VENV)/installed
	.ci/system-packages $(TEST_PACKAGES)
	$(BIN)/pip install --quiet --editable '.[dev]'
	$(BIN)/python -m tests.support.tools
	touch $@
