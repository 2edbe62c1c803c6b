from django.urls import path

from curriculum.views import analysis, boards, exceptions, learning, marking, surveys, teaching

app_name = "curriculum"
urlpatterns = [
    path("home/", learning.home, name="home"),
    path("progress/", analysis.my_themes, name="my-themes"),
    path("modules/<uuid:assignment_id>/", learning.module, name="module"),
    path("modules/<uuid:assignment_id>/survey/", surveys.survey_door, name="survey-door"),
    path(
        "modules/<uuid:assignment_id>/survey/ticket/", surveys.survey_ticket, name="survey-ticket"
    ),
    path(
        "modules/<uuid:assignment_id>/<uuid:step_key>/<int:number>/",
        learning.lesson_step,
        name="lesson-step",
    ),
    path("classes/", teaching.class_list, name="class-list"),
    path("classes/<uuid:classroom_id>/", boards.class_board, name="class-board"),
    path("classes/<uuid:classroom_id>/themes/", analysis.class_themes, name="class-themes"),
    path("classes/<uuid:classroom_id>/live/", boards.class_board_live, name="class-board-live"),
    path("classes/<uuid:classroom_id>/projector/", boards.projector, name="projector"),
    path(
        "classes/<uuid:classroom_id>/projector/live/", boards.projector_live, name="projector-live"
    ),
    path("classes/<uuid:classroom_id>/assign/", teaching.assign, name="assign"),
    path("classes/<uuid:classroom_id>/assign/check/", teaching.assign_check, name="assign-check"),
    path("assignments/<uuid:assignment_id>/end/", teaching.assignment_end, name="assignment-end"),
    path("assignments/<uuid:assignment_id>/exceptions/", exceptions.exceptions, name="exceptions"),
    path(
        "assignments/<uuid:assignment_id>/answers/",
        exceptions.answers_release,
        name="answers-release",
    ),
    path("assignments/<uuid:assignment_id>/results/", boards.results, name="results"),
    path(
        "assignments/<uuid:assignment_id>/results/<str:file_type>/",
        boards.results_file,
        name="results-file",
    ),
    path("marking/", marking.queue, name="marking-queue"),
    path("marking/<uuid:attempt_id>/", marking.attempt, name="marking-attempt"),
    path("marking/<uuid:attempt_id>/<uuid:item_key>/", marking.answer, name="marking-answer"),
    path("questions/<uuid:occasion>/", analysis.questions, name="questions"),
    path(
        "questions/<uuid:occasion>/projector/",
        analysis.questions_projector,
        name="questions-projector",
    ),
    path("questions/<uuid:occasion>/regrades/", analysis.regrades, name="regrades"),
    path(
        "questions/<uuid:occasion>/<str:file_type>/",
        analysis.questions_file,
        name="questions-file",
    ),
]
