"""What was deleted for good, so that a restored back-up cannot bring it back."""

from django.db import models
from django.utils import timezone

from core.privacy import declare


class Tombstone(models.Model):
    """The id of a class whose rows and students were purged.

    Students need none of their own: their rows never leave their class. The id is random and
    points to nobody once the class is gone. The same ids lie in a file outside the database
    (`schools/tombstones.py`), which a restore does not touch.
    """

    classroom_id = models.UUIDField(primary_key=True, editable=False)
    school_year = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    privacy = declare(plain="classroom_id school_year made_at")

    def __str__(self):
        return str(self.classroom_id)
