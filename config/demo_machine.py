"""Processes, ports, files and secrets of the demo (see demo.py)."""

import base64
import json
import secrets as random_source
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from config import local_postgres
from config.env import BASE_DIR, DATA_DIR, env, environment_with, set_defaults

DEMO_DIR = DATA_DIR / "demo"
PROCESS_FILE = DEMO_DIR / "processes.json"
SETTINGS = {"platform": "config.settings.platform", "survey": "config.settings.survey"}
PLATFORM_SECRETS = ("PIN_PEPPER", "BUNDLE_SIGNING_KEY")
# Requests are served without the owner's rights; commands run with them (docs/operations.md).
SERVING = {"platform": {"DATABASE_ROLE": "platform_app"}, "survey": {}}
STOP_SECONDS = 15
# What `make demo-reset` throws away; static files and test databases stay.
FOLDERS = (
    "postgres/platform",
    "postgres/survey",
    "custody",
    "demo",
    "exchange",
    "media/demo",
    "microdata",
    "peppers",
    "static-help/demo",
)


class CannotRun(Exception):
    """The demo cannot go on; the message says in one sentence what to do."""


def remove_data() -> None:
    """Throw away the demo's databases, files and secrets.

    Raises:
        CannotRun: the demo is running.
    """
    if _left_running():
        raise CannotRun("The demo is running: stop it with Ctrl-C first, then reset it.")
    for folder in FOLDERS:
        shutil.rmtree(DATA_DIR / folder, ignore_errors=True)


def secrets() -> dict[str, str]:
    """The demo's own secrets as environment variables, made once for this machine."""
    path = DEMO_DIR / "secrets.json"
    if not path.exists():
        key = Ed25519PrivateKey.generate()
        values = {
            "DEPLOYMENT": "demo",
            "SECRET_KEY": "demo-" + random_source.token_urlsafe(48),
            "PIN_PEPPER": "demo-" + random_source.token_urlsafe(32),
            "BUNDLE_SIGNING_KEY": base64.b64encode(key.private_bytes_raw()).decode(),
            "BUNDLE_PUBLIC_KEY": base64.b64encode(key.public_key().public_bytes_raw()).decode(),
        }
        DEMO_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(json.dumps(values), encoding="utf-8")
    return json.loads(path.read_text(encoding="utf-8"))


def say_addresses(platform_port: int, survey_port: int) -> None:
    """Tell every process of the demo under which addresses the two services are reached.

    Cookies ignore ports, so the services need different host names even on one machine.
    """
    set_defaults(
        PLATFORM_URL=f"http://localhost:{platform_port}",
        SURVEY_URL=f"http://127.0.0.1:{survey_port}",
    )


def environment(service: str) -> dict[str, str]:
    """The environment of a child process; the survey's holds no secret of the platform."""
    values = secrets()
    without: tuple[str, ...] = ()
    if service == "survey":
        without = PLATFORM_SECRETS
        values = {name: value for name, value in values.items() if name not in without}
        values["SECRET_KEY"] = "demo-the-survey-signs-nothing"
    return environment_with(
        without=without, **{**values, "DJANGO_SETTINGS_MODULE": SETTINGS[service]}
    )


def start_databases() -> None:
    """Start both embedded servers, first making their clusters where they are missing."""
    for service, settings in local_postgres.SERVER_SETTINGS.items():
        try:
            local_postgres.start(DATA_DIR / "postgres" / service, settings=settings)
        except (subprocess.SubprocessError, OSError, AssertionError) as problem:
            raise CannotRun(
                f"The embedded PostgreSQL of the {service} does not start ({problem}); "
                f"`make demo-reset` makes a new one."
            ) from problem


def manage(service: str, *command: str) -> int:
    """Run one management command of a service in the demo's surroundings."""
    start_databases()
    return _manage(service, *command).returncode


def run_command(service: str, *command: str) -> None:
    """Run a management command of a service in a process of its own.

    Raises:
        CannotRun: it failed; its own output says why.
    """
    if _manage(service, *command).returncode:
        raise CannotRun(f"`manage.py {' '.join(command)}` of the {service} failed, see above.")


def _manage(service: str, *command: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", *command],
        cwd=BASE_DIR,
        env=environment(service),
        check=False,
    )


def require_free_ports(*ports: int) -> None:
    """Refuse to start where another program listens.

    Raises:
        CannotRun: names the port.
    """
    for port in ports:
        with socket.socket() as probe:
            probe.settimeout(0.5)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                raise CannotRun(
                    f"Port {port} is used by another program: stop that program, then run "
                    "`make demo` again."
                )


def start_services(platform_port: int, survey_port: int) -> dict[str, subprocess.Popen]:
    """Start both web services, the task worker and the schedule; returns the processes by name."""
    children = {
        "platform": _start("platform", *_server(platform_port)),
        "survey": _start("survey", *_server(survey_port)),
        "worker": _start("platform", "manage.py", "db_worker", "--queue-name=*", log="worker"),
        "schedule": _start("platform", "manage.py", "keep_schedule", log="schedule"),
    }
    processes = {name: child.pid for name, child in children.items()}
    PROCESS_FILE.write_text(json.dumps(processes), encoding="utf-8")
    return children


def _server(port: int) -> list[str]:
    workers = env.int("WEB_WORKERS", 1)
    arguments = f"-m granian --interface wsgi --port {port} --blocking-threads 4 --no-ws"
    return [*arguments.split(), "--workers", str(workers), "config.wsgi:application"]


def _start(service: str, *arguments: str, log: str = "") -> subprocess.Popen:
    with open(DEMO_DIR / f"{log or service}.log", "a", encoding="utf-8") as output:
        return subprocess.Popen(
            [sys.executable, "-W", "ignore", *arguments],
            cwd=BASE_DIR,
            env={**environment(service), **SERVING[service]},
            stdout=output,
            stderr=subprocess.STDOUT,
            # Ctrl-C reaches this program only, which then stops its children in order.
            start_new_session=True,
        )


def wait_until_up(*ports: int, seconds: int = 60) -> None:
    """Wait until each service answers its health probe.

    Raises:
        CannotRun: one stays silent.
    """
    for port in ports:
        deadline = time.monotonic() + seconds
        while not _answers(port):
            if time.monotonic() > deadline:
                raise CannotRun(f"Nothing answers on port {port}; see the logs in {DEMO_DIR}.")
            time.sleep(0.2)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def watch(children: dict[str, subprocess.Popen]) -> None:
    """Return only by being stopped; a child that ends by itself ends the demo.

    Raises:
        CannotRun: names the process that ended.
    """
    while True:
        for name, child in children.items():
            if child.poll() is not None:
                raise CannotRun(f"The {name} process ended; see {DEMO_DIR / name}.log.")
        time.sleep(0.5)


def stop(children: dict[str, subprocess.Popen]) -> None:
    """Stop the children; kill what does not listen.

    The database servers stop when this process, their only user, ends.
    """
    _end([psutil.Process(child.pid) for child in children.values() if child.poll() is None])
    PROCESS_FILE.unlink(missing_ok=True)


def stop_leftovers() -> None:
    """End what a crashed demo left running."""
    _end(_left_running())
    PROCESS_FILE.unlink(missing_ok=True)


def _left_running() -> list[psutil.Process]:
    if not PROCESS_FILE.exists():
        return []
    found = []
    for pid in json.loads(PROCESS_FILE.read_text(encoding="utf-8")).values():
        try:
            process = psutil.Process(pid)
            if str(Path(sys.prefix)) in " ".join(process.cmdline()):
                found.append(process)
        except psutil.NoSuchProcess:
            continue
    return found


def _end(processes: list[psutil.Process]) -> None:
    family = [member for process in processes for member in [process, *_children(process)]]
    for process in processes:
        process.terminate()
    _, alive = psutil.wait_procs(family, timeout=STOP_SECONDS)
    for process in alive:
        process.kill()


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []
