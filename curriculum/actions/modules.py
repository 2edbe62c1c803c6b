"""Modules from their file, and the rows that stand for their steps."""

from pathlib import Path
from uuid import UUID

import yaml
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from curriculum.models import Assignment, ModulePage, Occasion, Step
from curriculum.progress import Kind
from lessons.models import HomePage, LessonPage
from quizzes.models import Quiz

# A whole country may have one module running; its rows need not be sent in one piece.
OCCASIONS_AT_ONCE = 10_000
MODULES_FILE = Path(__file__).resolve().parent.parent / "content" / "modules.yaml"


class ModuleFileProblem(ValueError):
    """The file of modules names something that is not there."""


@transaction.atomic
def sync_steps(*, module: ModulePage) -> None:
    """Bring the Step rows in line with the published module; call it after each publication.

    Steps taken out stay as rows that are no longer current, because progress points at them. A
    block that now leads to another lesson or quiz is another step. What comes to a module that
    was published before carries the moment: nobody who had finished needs it.
    """
    if not module.is_source:
        return
    rows = Step.objects.filter(module_key=module.translation_key)
    known, now = dict(rows.values_list("key", "is_current")), timezone.now()
    rows.filter(is_current=True).update(is_current=False, removed_at=now)
    for position, block in enumerate(module.steps, start=1):
        target = block.block.target_key(block.value)
        key = Step.key_for(module.translation_key, block.id, target)
        values = {
            "module_key": module.translation_key,
            "kind": block.block_type,
            "position": position,
            "target_key": target,
            "is_current": True,
            "removed_at": None,
        }
        if known and not known.get(key):
            values["added_at"] = now
        Step.objects.update_or_create(key=key, defaults=values)
    _open_new_quizzes(module)


def _open_new_quizzes(module: ModulePage) -> None:
    """Give every quiz its occasion wherever the module still runs, in two statements for each.

    What is over stays without: nobody begins anything there.
    """
    running = Assignment.objects.not_over().filter(module=module)
    quizzes = Step.objects.current_of([module.translation_key]).filter(kind=Kind.QUIZ)
    for step in quizzes:
        without = running.exclude(pk__in=Occasion.objects.filter(step=step).values("assignment"))
        Occasion.objects.bulk_create(
            [
                Occasion(id=Occasion.id_for(key, step.key), assignment_id=key, step=step)
                for key in without.values_list("pk", flat=True)
            ],
            batch_size=OCCASIONS_AT_ONCE,
            ignore_conflicts=True,
        )


@transaction.atomic
def load_modules(*, path: Path = MODULES_FILE, by=None) -> list[str]:
    """Make the modules of the file that do not exist yet; editors' pages are left as they are.

    Args:
        path: YAML file, see `curriculum/content/modules.yaml`.
        by: owner of the new pages; None for an operator's command.

    Returns:
        The names of the modules that were made.

    Raises:
        ModuleFileProblem: a lesson or quiz it names has not been loaded.
    """
    made = []
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        if not ModulePage.objects.filter(translation_key=entry["key"]).exists():
            for language in ("ko", "en"):
                _make_page(entry, language, by)
            made.append(entry["module"])
    return made


def _make_page(entry: dict, language: str, by) -> None:
    page = ModulePage(
        locale=Locale.objects.get(language_code=language),
        translation_key=UUID(entry["key"]),
        slug=entry["slug"],
        title=entry["title"][language],
        summary=entry["summary"][language],
        level=entry["level"],
        minutes=entry["minutes"],
        owner=by,
    )
    page.steps = [_step(step, language) for step in entry["steps"]]
    page.live = False
    HomePage.objects.get(locale=page.locale).add_child(instance=page)
    page.save_revision(user=by).publish(user=by)


def _step(step: dict, language: str) -> dict:
    kind = step["kind"]
    value = None
    if kind != Kind.SURVEY:
        model = LessonPage if kind == Kind.LESSON else Quiz
        value = {str(kind): _target(model, step["target"], language).pk}
    return {"id": step["id"], "type": kind, "value": value}


def _target(model, key: str, language: str):
    """The lesson or quiz with this key; Korean where the other language is missing."""
    found = model.objects.filter(translation_key=key).select_related("locale")
    by_language = {row.locale.language_code: row for row in found}
    if not by_language:
        raise ModuleFileProblem(f"{model.__name__} {key} has not been loaded")
    return by_language.get(language) or by_language["ko"]
