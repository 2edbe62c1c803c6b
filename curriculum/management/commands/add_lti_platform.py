"""Register a school's learning platform for launches (LTI 1.3)."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from curriculum.actions.launches import PlatformKnown, add_platform
from curriculum.exchange.lti import launch_url
from curriculum.exchange.lti_platforms import Platform


class Command(BaseCommand):
    help = (
        "Register a learning platform that may launch modules. Its keys are read as a check;"
        " nothing is registered when something is wrong."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", help="what teachers know it by")
        parser.add_argument("--issuer", required=True, help="iss: the platform's own address")
        parser.add_argument("--client-id", required=True, help="the id it gave to this tool")
        parser.add_argument("--auth-url", required=True, help="its OpenID Connect sign-in address")
        parser.add_argument("--keyset-url", required=True, help="where its public keys are")
        parser.add_argument(
            "--deployment-id", required=True, action="append", help="may be given several times"
        )

    def handle(self, *args, **options):
        if not settings.LTI_ENABLED:
            raise CommandError("LTI_ENABLED is not set: no platform can launch anything.")
        names = ("name", "issuer", "client_id", "auth_url", "keyset_url")
        platform = Platform(**{name: options[name] for name in names})
        if problems := platform.problems():
            raise CommandError("Nothing was registered. " + " ".join(problems))
        try:
            add_platform(platform=platform, deployments=options["deployment_id"])
        except PlatformKnown as known:
            raise CommandError(f"Nothing was registered: {known} is known already.") from known
        self.stdout.write(f"{platform.name} is registered. Tell the platform:")
        for what, address in (
            ("sign-in (OIDC login) address", f"{settings.PLATFORM_URL}/lti/login/"),
            ("launch, redirect and deep linking address", launch_url()),
            ("public keys", f"{settings.PLATFORM_URL}/lti/keys.json"),
        ):
            self.stdout.write(f"  {what}: {address}")
        self.stdout.write("  open in a new window; send neither names nor e-mail addresses")
