"""What allauth asks of us about staff accounts."""

from allauth.account.adapter import DefaultAccountAdapter

from schools.sign_in import forget_student


class StaffAccountAdapter(DefaultAccountAdapter):
    """Staff are invited: nobody signs up by themselves."""

    def is_open_for_signup(self, request):
        return False

    def login(self, request, user):
        # A student's session on the same device must not become part of a teacher's.
        forget_student(request)
        super().login(request, user)
