"""Taking over the codes that the platform has drawn."""

from pathlib import Path

from django.conf import settings
from django.db import transaction

from reporting import codes
from reporting.collector import peppers
from reporting.collector.models import Code, Spent
from reporting.collector.server_settings import database_alias

CODES_NAME = "codes.json"


class OtherPepper(Exception):
    """Codes of this round were loaded before, with another pepper."""


def load_codes(path: Path) -> int:
    """Take over the codes of one round, then delete the file; again is harmless.

    Args:
        path: a `codes.json` as codes.delivery writes it.

    Returns:
        How many codes can be used now.

    Raises:
        codes.DeliveryRefused: the file is something else.
        OtherPepper: the codes already here would stop working.
    """
    delivery = codes.read_delivery(path.read_text(encoding="utf-8"))
    if delivery.round_key != path.parent.name:
        raise codes.DeliveryRefused("it lies in the folder of another round")
    _keep_pepper(delivery)
    with transaction.atomic(using=database_alias()):
        marks = Spent.objects.filter(round=delivery.round_key).values_list("mark", flat=True)
        spent = {bytes(mark) for mark in marks}
        new = [
            Code(digest, delivery.round_key, stratum)
            for stratum, digests in delivery.digests.items()
            for digest in digests
            if digest not in spent
        ]
        Code.objects.bulk_create(new, ignore_conflicts=True, batch_size=5_000)
    path.unlink()
    return len(new)


def _keep_pepper(delivery: codes.Delivery) -> None:
    try:
        has_other = peppers.read_pepper(delivery.round_key) != delivery.pepper
    except peppers.NoPepper:
        has_other = False
    in_use = (Code, Spent)
    if has_other and any(m.objects.filter(round=delivery.round_key).exists() for m in in_use):
        raise OtherPepper(delivery.round_key)
    peppers.keep_pepper(delivery.round_key, delivery.pepper)


def waiting_deliveries() -> list[Path]:
    """Files of codes that nobody has loaded yet."""
    return sorted(Path(settings.EXCHANGE_DIR).glob(f"*/{CODES_NAME}"))
