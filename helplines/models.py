"""Help channels as dated records that editors keep up to date."""

from datetime import date

from django.core.cache import cache
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.check_dates import earliest_good_help_check
from core.privacy import declare
from helplines.records import FIELD_NAMES, Channel

CACHE_KEY = "helplines.channels"


class HelpChannelQuerySet(models.QuerySet):
    """Channels in the words of the subject."""

    def as_channels(self) -> list[Channel]:
        """All as plain records, in the order they are shown."""
        return [Channel(**values) for values in self.order_by("sort", "key").values(*FIELD_NAMES)]

    def overdue(self, today: date):
        """Channels nobody has checked for six months."""
        return self.filter(checked_on__lt=earliest_good_help_check(today))

    def in_date(self, today: date):
        """Channels whose check still counts."""
        return self.filter(checked_on__gte=earliest_good_help_check(today))


class HelpChannel(models.Model):
    """One place to get help, with where and when its facts were checked.

    A field that could not be verified stays empty, and what is empty is not shown.
    """

    key = models.SlugField(_("key"), max_length=20, unique=True)
    sort = models.PositiveSmallIntegerField(_("place in lists"))
    name_ko = models.CharField(_("name (Korean)"), max_length=100)
    name_en = models.CharField(_("name (English)"), max_length=100)
    title_ko = models.CharField(_("short title (Korean)"), max_length=40)
    title_en = models.CharField(_("short title (English)"), max_length=40)
    owner_ko = models.CharField(_("run by (Korean)"), max_length=100, blank=True)
    owner_en = models.CharField(_("run by (English)"), max_length=100, blank=True)
    phone = models.CharField(
        _("phone number"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^[0-9-]+$", _("Digits and hyphens only."))],
    )
    phone_note_ko = models.CharField(_("how to dial (Korean)"), max_length=80, blank=True)
    phone_note_en = models.CharField(_("how to dial (English)"), max_length=80, blank=True)
    text_number = models.CharField(_("number for text messages"), max_length=20, blank=True)
    chat_ko = models.CharField(_("other ways (Korean)"), max_length=200, blank=True)
    chat_en = models.CharField(_("other ways (English)"), max_length=200, blank=True)
    web = models.URLField(_("web address"), blank=True)
    hours_ko = models.CharField(_("hours (Korean)"), max_length=80, blank=True)
    hours_en = models.CharField(_("hours (English)"), max_length=80, blank=True)
    what_for_ko = models.CharField(_("what for (Korean)"), max_length=300)
    what_for_en = models.CharField(_("what for (English)"), max_length=300)
    prepare_ko = models.TextField(_("how to prepare (Korean)"), max_length=500, blank=True)
    prepare_en = models.TextField(_("how to prepare (English)"), max_length=500, blank=True)
    region = models.CharField(_("region"), max_length=10, default="KR")
    show_to_bands = models.CharField(
        _("shown to"),
        max_length=10,
        default="E,M,H",
        validators=[RegexValidator(r"^[EMHS](,[EMHS])*$", _("E, M, H and S, joined by commas."))],
    )
    is_in_strip = models.BooleanField(_("in the help strip of every page"), default=False)
    source = models.CharField(_("source"), max_length=300)
    source_date = models.CharField(_("date of the source"), max_length=60, blank=True)
    checked_on = models.DateField(_("checked on"))

    objects = HelpChannelQuerySet.as_manager()
    privacy = declare(plain="id " + " ".join(FIELD_NAMES))

    class Meta:
        ordering = ["sort", "key"]
        verbose_name = _("help channel")
        verbose_name_plural = _("help channels")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_in_strip=False) | ~Q(phone=""),
                name="helplines_helpchannel_in_strip_has_phone",
            )
        ]

    def __str__(self):
        name = self.name_en if get_language() == "en" else self.name_ko
        return f"{name} {self.phone}".strip()

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        cache.delete(CACHE_KEY)

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        cache.delete(CACHE_KEY)
        return deleted
