"""`manage.py check --deploy` for both services, as production would run them (T-97)."""

import base64
import secrets
import subprocess
import sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from config.env import BASE_DIR, environment_with


def main() -> int:
    """Check both services with secrets made on the spot; returns the number of failures."""
    key = Ed25519PrivateKey.generate()
    values = {
        "DEPLOYMENT": "production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "PIN_PEPPER": secrets.token_urlsafe(32),
        "BUNDLE_SIGNING_KEY": base64.b64encode(key.private_bytes_raw()).decode(),
        "BUNDLE_PUBLIC_KEY": base64.b64encode(key.public_key().public_bytes_raw()).decode(),
        # Never reached: the checks need no database.
        "DATABASE_URL": "postgres://checks@db.example/checks",
        "ALLOWED_HOSTS": "classroom.example",
        "EMAIL_URL": "smtp+tls://mail.example:587",
        "PLATFORM_URL": "https://classroom.example",
        "SURVEY_URL": "https://survey.example",
    }
    return sum(_check(service, values) for service in ("platform", "survey"))


def _check(service: str, values: dict[str, str]) -> int:
    command = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", *command],
        cwd=BASE_DIR,
        env=environment_with(DJANGO_SETTINGS_MODULE=f"config.settings.{service}", **values),
        check=False,
    )
    return int(done.returncode != 0)


if __name__ == "__main__":
    sys.exit(main())
