"""Runs the whole product on this machine: `python -m config.demo`, called by `make demo`.

Two embedded PostgreSQL servers, both services, a task worker. Everything is started here and
stopped here; after a crash the next start tidies up what was left.
"""

import argparse
import contextlib
import gc
import io
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import django
from django.contrib.staticfiles.storage import staticfiles_storage as files
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections

from config import demo_machine as machine
from config import demo_static_files as static_files
from config.env import choose_settings, set_defaults


class Stopped(Exception):
    """Somebody asked the demo to end."""


def main(arguments: list[str]) -> int:
    """Run the demo until Ctrl-C, or one management command in its surroundings.

    Args:
        arguments: [] to run; ["--reset"] to start over; ["manage", "platform"|"survey", …] for a
            management command of one service.
    """
    parser = argparse.ArgumentParser(prog="config.demo")
    parser.add_argument("--reset", action="store_true", help="start over with empty databases")
    parser.add_argument("--platform-port", type=int, default=8000)
    parser.add_argument("--survey-port", type=int, default=8001)
    parser.add_argument("manage", nargs="*")
    options, rest = parser.parse_known_args(arguments)
    try:
        if options.manage:
            return machine.manage(options.manage[1], *options.manage[2:], *rest)
        if options.reset:
            machine.remove_data()
        run(options.platform_port, options.survey_port)
    except machine.CannotRun as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    return 0


def run(platform_port: int, survey_port: int) -> None:
    """Start everything, say where it is, and wait until it is stopped or something breaks.

    Raises:
        machine.CannotRun: with the one sentence that explains it.
    """
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signal_number, _stop)
    started = time.monotonic()
    children: dict[str, subprocess.Popen] = {}
    machine.stop_leftovers()
    machine.require_free_ports(platform_port, survey_port)
    machine.say_addresses(platform_port, survey_port)
    try:
        machine.start_databases()
        prepare()
        children.update(machine.start_services(platform_port, survey_port))
        machine.wait_until_up(platform_port, survey_port)
        call_command("demo_table")
        print(
            f"\nReady in {time.monotonic() - started:.0f} s. Ctrl-C stops everything.", flush=True
        )
        machine.watch(children)
    except Stopped:
        print("\nStopping…", flush=True)
    finally:
        connections.close_all()
        machine.stop(children)
    print("The data is kept; `make demo-reset` starts over.", flush=True)


def _stop(signal_number, frame):
    raise Stopped


def prepare() -> None:
    """Bring both databases, the messages, the static files and the demo's content up to date.

    Raises:
        machine.CannotRun: a command of the survey service, or the static files, failed.
    """
    set_defaults(**machine.secrets())
    choose_settings()
    django.setup()
    # Migrations make tens of thousands of model classes, among which the collector would look
    # for rubbish for a third of the time.
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    # What other processes do, they do meanwhile.
    with ThreadPoolExecutor(max_workers=1) as beside:
        prepared = beside.submit(_prepare_survey_and_files)
        _prepare_platform()
        prepared.result()
    machine.run_command("survey", "load_codes")
    # The pages name static files, whose list was read before they were collected.
    files.hashed_files, files.manifest_hash = files.load_manifest()
    call_command("write_static_help", stdout=io.StringIO())


def _prepare_platform() -> None:
    print("Preparing the platform's database …", flush=True)
    call_command("migrate", verbosity=0)
    call_command("grant_rights", stdout=io.StringIO())
    call_command("compile_messages")
    print("Loading lessons, quizzes, demo schools and survey rounds …", flush=True)
    call_command("load_demo")
    # A trail that does not hold is for the audit page to show, and no reason not to start.
    with contextlib.suppress(CommandError):
        call_command("check_audit", stdout=io.StringIO())


def _prepare_survey_and_files() -> None:
    print("Preparing the survey's database …", flush=True)
    machine.run_command("survey", "check_server")
    machine.run_command("survey", "migrate", "--verbosity", "0")
    if static_files.have_changed():
        print("Collecting static files …", flush=True)
        for service in ("platform", "survey"):
            machine.run_command(service, "collectstatic", "--no-input", "--verbosity", "0")
        static_files.remember()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
