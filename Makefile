# Two commands: `make demo` runs the product, `make test` tests it. Both set up what they need.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
RUN := $(BIN)/python -W ignore

# The ordinary run leaves tests/load and tests/long out.
BENCH := -q --strict-markers -p no:cacheprovider --allow-hosts=127.0.0.1,localhost,::1 --allow-unix-socket

.PHONY: bench-boards bench-lessons bench-quizzes bench-releases bench-sign-in bench-survey demo demo-reset demo-code tabulate test test-long test-oracle check format messages screenshots clean

demo: .venv/.installed
	@$(RUN) -m config.demo

demo-reset: .venv/.installed
	@$(RUN) -m config.demo --reset

# A one-time code for a demo account: make demo-code EMAIL=analyst@demo.example
demo-code: .venv/.installed
	@$(RUN) -m config.demo manage platform demo_code $(EMAIL)

# After the analyst closed a round: the survey's operator exports, the ministry's tabulator opens
# and passes the declared tables through the gate.
tabulate: .venv/.installed
	@$(RUN) -m config.demo manage survey export_round $(ROUND)
	@$(RUN) -m config.demo manage platform open_microdata $(ROUND)

test: .venv/.installed-dev
	@$(RUN) -m tests.browser
	@$(RUN) -m pytest --numprocesses 2 --dist loadscope --no-loadscope-reorder

# Takes long: every step of every lesson, in both languages, in the browser; dear properties with
# twenty times as many examples as in the ordinary run.
DEAR := tests/collector/test_any_post.py tests/quizzes/exchange/test_round_trip.py tests/reporting/test_requesting.py
test-long: .venv/.installed-dev
	@$(RUN) -m pytest tests/long -o addopts="$(BENCH)"
	@EXAMPLES_TIMES=20 $(RUN) -m pytest $(DEAR) -m hypothesis -o addopts="$(BENCH)"

# Blind signatures both ways against an independent library; needs node and npm.
test-oracle: .venv/.installed-dev
	@npm install --prefix .data/oracle --ignore-scripts --no-audit --no-fund --silent @cloudflare/blindrsa-ts@0.4.4
	@$(RUN) -m pytest tests/oracle -o addopts="$(BENCH)"

# How many lesson pages a core serves, beside Wagtail's own default page.
bench-lessons: .venv/.installed-dev
	@$(RUN) -m pytest tests/load/test_lesson_pages.py -s -o addopts="$(BENCH)"

# What a live board costs, changed, unchanged and a thousand of them; assigning to 170 classes; a
# school's completion report.
bench-boards: .venv/.installed-dev
	@$(RUN) -m pytest tests/load/test_boards.py tests/load/test_boards_served.py tests/load/test_assigning.py tests/load/test_completion_report.py -o addopts="$(BENCH)"

# How fast a school comes in: processor time of a sign-in, and a thousand students at the bell.
bench-sign-in: .venv/.installed-dev
	@WEB_WORKERS=2 $(RUN) -m pytest tests/load/test_sign_in_cost.py tests/load/test_joining.py -o addopts="$(BENCH)"

# What saving an answer costs, what is left of a thousand saves when the server is killed, and a
# thousand students who answer for eight minutes (QUIZ_MINUTES=2 for a shorter look).
bench-quizzes: .venv/.installed-dev
	@$(RUN) -m pytest tests/load/test_saving.py tests/load/test_killed_server.py -o addopts="$(BENCH)"
	@WEB_WORKERS=2 $(RUN) -m pytest tests/load/test_quiz_load.py -o addopts="$(BENCH)" --quiz-minutes=$(or $(QUIZ_MINUTES),8)

# What a ticket, a sealed answer and the browser's part of them cost.
bench-survey: .venv/.installed-dev
	@$(RUN) -m pytest tests/load/test_tickets.py -o addopts="$(BENCH)"

# The default tables of five million answers counted, protected and attacked; about three minutes.
bench-releases: .venv/.installed-dev
	@$(RUN) -m pytest tests/load/test_releases.py -s -o addopts="$(BENCH)"

check: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/lint-imports --no-cache
	DJANGO_SETTINGS_MODULE=config.settings.test $(RUN) manage.py makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=config.settings.test $(RUN) manage.py update_messages --check
	$(RUN) -m config.check_deployment

format: .venv/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Find new strings in code and templates and add them to locale/ko.
messages: .venv/.installed-dev
	DJANGO_SETTINGS_MODULE=config.settings.test $(RUN) manage.py update_messages

# Takes the pictures in docs/images/ from a running demo.
screenshots: .venv/.installed-dev
	$(RUN) -m tests.journeys.screenshots

# The stamp is written last, so that an install broken off half way is done again.
.venv/.installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' \
	  || { echo "This needs Python 3.11; name it with: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Installing what the product needs (about a minute the first time) …"
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || ( rm -rf .venv \
	  && $(PYTHON) -m pip install --quiet --target .data/tools virtualenv \
	  && PYTHONPATH=.data/tools $(PYTHON) -m virtualenv --quiet .venv )
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.installed-dev: .venv/.installed requirements-dev.txt
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

clean:
	rm -rf .venv .data
