"""What editors and reviewers may do with questions and quizzes."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Workflow, WorkflowContentType

from quizzes.models import Category, Question, Quiz

REVIEWERS = "reviewer"
EDITOR_ACTS = ("add", "change", "view")
REVIEWER_ACTS = (*EDITOR_ACTS, "publish", "lock", "unlock")


@transaction.atomic
def ensure_permissions() -> None:
    """Let editors write and reviewers publish; put drafts under the review workflow.

    May be called again at any time.
    """
    for group_name, acts in (("editor", EDITOR_ACTS), (REVIEWERS, REVIEWER_ACTS)):
        group, _ = Group.objects.get_or_create(name=group_name)
        group.permissions.add(*_permissions(acts))
    if workflow := _review_workflow():
        for model in (Question, Quiz):
            WorkflowContentType.objects.get_or_create(
                content_type=ContentType.objects.get_for_model(model),
                defaults={"workflow": workflow},
            )


def _review_workflow() -> Workflow | None:
    """The workflow in which reviewers approve, whoever made it."""
    for workflow in Workflow.objects.active():
        for task in workflow.tasks.specific():
            groups = getattr(task, "groups", Group.objects.none())
            if groups.filter(name=REVIEWERS).exists():
                return workflow
    return None


def _permissions(acts: tuple[str, ...]) -> list[Permission]:
    models = (Category, Question, Quiz)
    return list(
        Permission.objects.filter(
            content_type__in=ContentType.objects.get_for_models(*models).values(),
            codename__in=[f"{act}_{model._meta.model_name}" for act in acts for model in models],
        )
    )
