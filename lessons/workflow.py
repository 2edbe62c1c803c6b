"""Review: nobody approves their own work."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from core.privacy import declare


class ReviewTask(AbstractGroupApprovalTask):
    """A look by a member of the chosen groups who is not the person who asked for it."""

    privacy = declare(plain="task_ptr groups")

    class Meta:
        verbose_name = _("review by a second person")
        verbose_name_plural = _("reviews by a second person")

    @classmethod
    def get_description(cls):
        return _("Members of the chosen groups can approve, but never what they sent in themselves")

    def get_actions(self, obj, user):
        """No actions for whoever asked for this review."""
        state = obj.current_workflow_state
        if state and state.requested_by_id == user.pk:
            return []
        return super().get_actions(obj, user)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """What waits for this person; their own requests wait for somebody else."""
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(workflow_state__requested_by=user)

    def on_action(self, task_state: TaskState, user, action_name, **kwargs):
        # The list of actions is only what the screen offers; a request can name any.
        if user and task_state.workflow_state.requested_by_id == user.pk:
            return None
        return super().on_action(task_state, user, action_name, **kwargs)
