from allauth.account.adapter import DefaultAccountAdapter


class StaffAccountAdapter(DefaultAccountAdapter):
    """Staff are invited: nobody signs up by themselves."""

    def is_open_for_signup(self, request):
        return False
