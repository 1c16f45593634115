# make         everything that is missing is installed, then every handout is built into output/
# make test    the same for the tests, then all of them are run
# make lint    style and types of the code
# make audit   known weaknesses of the locked packages are looked up; STRICT=1 fails where they cannot be
# make lock    new versions of all packages are looked up and written down
# make clean   the built handouts and the Python environment are removed
#
# PYTHON=/path/to/python3   the Python to use, 3.11 or newer; without it the newest one found
# SYSTEM=ready              fonts and libraries are there: do not look, do not install

VENV := .venv
RUN := $(VENV)/bin
PIP := $(RUN)/python -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --require-hashes --requirement
COMPILE := $(RUN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --upgrade --group build
SYSTEM := $(if $(shell command -v apt-get 2>/dev/null),apt,none)

# What WeasyPrint loads, and the fonts of styles/scripts.toml.
BUILD_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk
# veraPDF needs Java and JAXB; poppler, MuPDF, Chromium and pdf.js (Node.js) read the finished files back; gettext checks
# the catalogs; OpenSSH and git sign and merge; php-symfony-translation carries the OASIS schemas of XLIFF.
TEST_PACKAGES := $(if $(shell command -v java 2>/dev/null),,default-jre-headless) libjaxb-java poppler-utils mupdf-tools gettext chromium \
	openssh-client git php-symfony-translation $(if $(shell command -v npm 2>/dev/null),,nodejs npm)
SUDO := $(if $(filter-out 0,$(shell id -u)),sudo)

# Shell: sets $$python to the first Python that is new enough.
FIND_PYTHON = for python in $(PYTHON) python3.14 python3.13 python3.12 python3.11 python3 none; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; done; \
	test $$python != none || { echo "error: no Python 3.11 or newer; name it with make PYTHON=/path/to/python3" >&2; exit 1; }

# Shell: installs those of the packages in $(1) and $$more that are missing; asks nothing.
APT_INSTALL = missing=; for package in $(1) $$more; do \
	dpkg-query --show --showformat '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	done; test -z "$$missing" || { echo "installing system packages:$$missing" && $(SUDO) apt-get update --quiet --quiet && \
	$(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --quiet --no-install-recommends $$missing; }

.PHONY: build test lint audit lock clean system system-apt system-ready system-none \
	system-test system-test-apt system-test-ready system-test-none
.DELETE_ON_ERROR:

define BY_HAND
There is no apt-get here, so a few things are yours to install; then go on with: make SYSTEM=ready

macOS, with Homebrew (https://brew.sh):
  brew install python pango
  brew install font-noto-sans font-noto-naskh-arabic ...    "handouts doctor" names the fonts of each language
Fedora:
  sudo dnf install python3 pango google-noto-fonts-all-static google-noto-sans-cjk-fonts
Windows: in WSL with Debian or Ubuntu (https://learn.microsoft.com/windows/wsl), make does it all; without WSL, in MSYS2:
  pacman -S make mingw-w64-ucrt-x86_64-python mingw-w64-ucrt-x86_64-pango

For "make test" also a Java runtime, JAXB 2.3, poppler, mupdf, gettext, chromium, Node.js with npm, and the XLIFF schemas of php-symfony-translation.
endef
export BY_HAND

# Build every handout in every language.
build: $(VENV)/.ready
	$(RUN)/handouts build

# Run the tests; make test PYTEST="-k fonts" runs some of them.
test: $(VENV)/.ready-test system-test tests/node_modules/.ready
	$(RUN)/python -m pytest $(PYTEST)

# Check style, formatting and types.
lint: $(VENV)/.ready-test
	$(RUN)/ruff check
	$(RUN)/ruff format --check
	$(RUN)/mypy

# Look up known weaknesses of the locked packages.
audit: $(VENV)/.ready-test
	$(RUN)/python .ci/audit.py $(if $(STRICT),--strict)

# Write the newest allowed versions of all Python packages, with the hashes of their files for every platform.
lock: $(VENV)/.ready-test
	$(PIP) install uv
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --all-extras --group test --group bench --group lint --constraint requirements.lock --output-file requirements-test.lock
	cd tests && npm update --package-lock-only --omit=optional --ignore-scripts --no-audit --no-fund --silent

# Remove what was built and installed here; what the system installed stays.
clean:
	rm -rf $(VENV) output/* tests/node_modules

# The environment with what building needs; made anew when a lock file or pyproject.toml is newer.
$(VENV)/.ready: requirements.lock pyproject.toml | $(RUN)/python system
	$(INSTALL) requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

# The same environment with what tests and lint need on top, which includes all that building needs.
$(VENV)/.ready-test: requirements-test.lock pyproject.toml | $(RUN)/python system
	$(INSTALL) requirements-test.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@ $(VENV)/.ready

# What the tests take from npm: pdf.js, texts in many languages, schemas of reports.
tests/node_modules/.ready: tests/package-lock.json | system-test
	cd tests && npm ci --omit=optional --ignore-scripts --no-audit --no-fund --silent
	touch $@

# An empty environment.
$(RUN)/python: | system
	@$(FIND_PYTHON); echo "using $$($$python --version)" && $$python -m venv --clear $(VENV)

# System packages for building; Debian's Python makes environments only with its -venv package.
system: system-$(SYSTEM)
system-apt:
	@more=; $(if $(wildcard $(RUN)/python),,$(FIND_PYTHON); $$python -c 'import ensurepip' 2>/dev/null || \
	more=$$($$python -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])');) $(call APT_INSTALL,$(BUILD_PACKAGES))
system-ready:
system-none:
	@echo "$$BY_HAND" >&2; exit 1

# System packages for the tests.
system-test: system-test-$(SYSTEM)
system-test-apt: system-apt
	@more=; $(call APT_INSTALL,$(TEST_PACKAGES))
system-test-ready:
system-test-none: system-none
