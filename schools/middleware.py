"""Who the student of this request is, found when somebody asks."""

from django.utils.functional import SimpleLazyObject

from schools.sign_in import student_of


class StudentMiddleware:
    """Give the request a lazy `student`: the signed-in Student, or None-like when nobody is.

    Lazy, because most requests (staff pages, the help page) need no such query.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.student = SimpleLazyObject(lambda: student_of(request))
        return self.get_response(request)
