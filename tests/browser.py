"""Chromium for the journeys: found on this machine, or set up.

`python -m tests.browser` sets it up; the journeys never skip for want of a browser.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

# First the build without windows: the same engine, without a browser's own surfaces to draw.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
ADVICE = (
    "The journeys need Chromium: install your system's package "
    "(Debian: apt install chromium-headless-shell fonts-noto-cjk)."
)


def find_chromium() -> str | None:
    """Path of a Chromium on this machine, or None."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def _has_korean_font() -> bool:
    if not shutil.which("fc-list"):
        return True
    fonts = subprocess.run(["fc-list", ":lang=ko"], capture_output=True, check=False)
    return bool(fonts.stdout.strip())


def _install_debian_package() -> None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    _apt("update")
    _apt("install", "-y", "fonts-noto-cjk")
    for name in (SHELL, "chromium"):
        if not find_chromium():
            _apt("install", "-y", name)


def _apt(*arguments: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-q", *arguments]
    subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL)


def _download_with_playwright() -> None:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    subprocess.run(command, check=False)


def main() -> int:
    """Make sure there is a Chromium; one sentence where that cannot be done."""
    if find_chromium() and _has_korean_font():
        return 0
    print("Setting up Chromium for the journeys …", flush=True)
    _install_debian_package()
    if not find_chromium():
        _download_with_playwright()
    if not find_chromium():
        print(ADVICE, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
