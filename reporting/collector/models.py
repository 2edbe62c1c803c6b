"""All that the survey service keeps: unspent codes, spent marks, sealed answers, counts.

No time, no running number, no address, no foreign key, and nothing that names a person.

No column leads from a spent mark to an answer, but PostgreSQL itself keeps a hidden one: both are
written in one transaction, so that a code is never spent without its answer, and carry that
transaction's number (`xmin`) until the round is exported. Who holds this database, the round's
pepper and somebody's paper slip can find the sealed answer of that slip. See docs/privacy.md.
"""

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from core.privacy import declare

DIGEST_BYTES = 32
ANSWER_ID_BYTES = 16
# A round's key and a stratum's key are short names such as "2026-1" and "B10-M".
ROUND_LENGTH = 40
STRATUM_LENGTH = 16


def _has_length(field: str, length: int, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Exact(Length(field), length), name=name)


class Code(models.Model):
    """A drawn code nobody has used yet, as HMAC(pepper, round|code)."""

    digest = models.BinaryField(primary_key=True)
    round = models.CharField(max_length=ROUND_LENGTH)
    stratum = models.CharField(max_length=STRATUM_LENGTH)

    privacy = declare(plain="digest round stratum")

    class Meta:
        constraints = [_has_length("digest", DIGEST_BYTES, "collector_code_digest_has_32_bytes")]

    def __str__(self):
        return f"unspent code of {self.stratum}"


class Spent(models.Model):
    """A code or ticket that was used, without the answer it paid for: see the top of this file."""

    mark = models.BinaryField(primary_key=True)
    round = models.CharField(max_length=ROUND_LENGTH)

    privacy = declare(plain="mark round")

    class Meta:
        constraints = [_has_length("mark", DIGEST_BYTES, "collector_spent_mark_has_32_bytes")]

    def __str__(self):
        return f"spent code of {self.round}"


class Tally(models.Model):
    """How many answers of a stratum tickets have paid for; never more than it has students."""

    pk = models.CompositePrimaryKey("round", "stratum")
    round = models.CharField(max_length=ROUND_LENGTH)
    stratum = models.CharField(max_length=STRATUM_LENGTH)
    accepted = models.PositiveIntegerField()

    privacy = declare(plain="pk round stratum accepted")

    def __str__(self):
        return f"{self.stratum}: {self.accepted}"


class Answer(models.Model):
    """One sealed answer. The id is random and made by the person's own page."""

    id = models.BinaryField(primary_key=True)
    round = models.CharField(max_length=ROUND_LENGTH)
    stratum = models.CharField(max_length=STRATUM_LENGTH)
    ciphertext = models.BinaryField()

    privacy = declare(plain="id round stratum ciphertext")

    class Meta:
        constraints = [_has_length("id", ANSWER_ID_BYTES, "collector_answer_id_has_16_bytes")]

    def __str__(self):
        return f"sealed answer of {self.stratum}"
