"""By which licences the pictures and videos of modules may be shown, as their records say."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from core.media.records import Licence
from core.models import Picture, Video
from curriculum.models import Step
from curriculum.progress import Kind
from lessons.models import LessonPage


def read_licences(module_keys: Iterable[UUID]) -> dict[UUID, list[Licence]]:
    """The licences in each module's published lessons, in the order of `Licence`.

    Five statements for any number of modules; a module without pictures and videos is left out.
    Which lesson shows what is read from Wagtail's index of references, which a worker brings up
    to date a moment after a lesson is saved.
    """
    steps = Step.objects.current_of(module_keys).filter(kind=Kind.LESSON)
    taught = list(steps.values_list("module_key", "target_key"))
    by_lesson = _licences_by_lesson({lesson for _, lesson in taught})
    found: dict[UUID, set[str]] = defaultdict(set)
    for module, lesson in taught:
        found[module] |= by_lesson.get(lesson, set())
    return {
        module: [each for each in Licence if each in licences]
        for module, licences in found.items()
        if licences
    }


def _licences_by_lesson(lesson_keys: set[UUID]) -> dict[UUID, set[str]]:
    pages = LessonPage.objects.live().filter(translation_key__in=lesson_keys)
    key_of = {str(pk): key for pk, key in pages.values_list("pk", "translation_key")}
    kinds = {model: ContentType.objects.get_for_model(model) for model in (Picture, Video)}
    shown = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=key_of,
        to_content_type__in=kinds.values(),
    )
    links = list(shown.values_list("object_id", "to_content_type", "to_object_id"))
    found: dict[UUID, set[str]] = defaultdict(set)
    for model, kind in kinds.items():
        wanted = {target for _, to_kind, target in links if to_kind == kind.pk}
        licences = dict(model.objects.filter(pk__in=wanted).values_list("pk", "licence"))
        for page, to_kind, target in links:
            if to_kind == kind.pk and int(target) in licences:
                found[key_of[page]].add(licences[int(target)])
    return found
