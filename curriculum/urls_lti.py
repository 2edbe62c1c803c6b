"""Pages of launches from learning platforms; mounted only with LTI_ENABLED."""

from django.urls import path

from curriculum.views import lti, lti_courses

app_name = "lti"
urlpatterns = [
    path("lti/not-opened/", lti.refused, name="refused"),
    path("lti/launches/<uuid:launch_id>/", lti.open_launch, name="open"),
    path("lti/launches/<uuid:launch_id>/seat/", lti.seat, name="seat"),
    path("lti/launches/<uuid:launch_id>/pick/", lti.pick, name="pick"),
    path("lti/launches/<uuid:launch_id>/class/", lti_courses.course_link, name="course-link"),
    path("lti/courses/<uuid:course_id>/unlink/", lti_courses.course_unlink, name="course-unlink"),
    path("lti/seats/<uuid:seat_id>/forget/", lti_courses.seat_forget, name="seat-forget"),
    path("classes/<uuid:classroom_id>/learning-platform/", lti_courses.courses, name="courses"),
]
