from django.urls import path

from curriculum.views import (
    analysis,
    assigning,
    boards,
    certificates,
    class_results,
    exceptions,
    leading,
    learning,
    marking,
    packs,
    printing,
    reports,
    signals,
    survey_ways,
    surveys,
    teaching,
    training,
)

app_name = "curriculum"
urlpatterns = [
    path("home/", learning.home, name="home"),
    path("progress/", analysis.my_themes, name="my-themes"),
    path("modules/<uuid:assignment_id>/", learning.module, name="module"),
    path("modules/<uuid:assignment_id>/certificate/", certificates.certificate, name="certificate"),
    path("certificates/", certificates.certificate_check, name="certificate-check"),
    path("modules/<uuid:assignment_id>/survey/", surveys.survey_door, name="survey-door"),
    path(
        "modules/<uuid:assignment_id>/survey/ticket/", surveys.survey_ticket, name="survey-ticket"
    ),
    path(
        "modules/<uuid:assignment_id>/<uuid:step_key>/<int:number>/",
        learning.lesson_step,
        name="lesson-step",
    ),
    path("rounds/<slug:key>/ways/", survey_ways.ways, name="survey-ways"),
    path(
        "rounds/<slug:key>/ways/<str:neis_code>/",
        survey_ways.ways_of_school,
        name="survey-ways-school",
    ),
    path("teaching/", packs.module_list, name="module-list"),
    path("teaching/<uuid:module_key>/", packs.lesson_plan, name="lesson-plan"),
    path("teaching/<uuid:module_key>/slides/", packs.slides, name="slides"),
    path("teaching/<uuid:module_key>/worksheet/", packs.worksheet, name="worksheet"),
    path("teaching/<uuid:module_key>/letter/", packs.family_letter, name="family-letter"),
    path("modules/<uuid:assignment_id>/signal/", signals.signal, name="signal"),
    path("modules/<uuid:assignment_id>/help/", signals.help_call, name="help-call"),
    path("classes/", teaching.class_list, name="class-list"),
    path("classes/<uuid:classroom_id>/", boards.class_board, name="class-board"),
    path("classes/<uuid:classroom_id>/themes/", analysis.class_themes, name="class-themes"),
    path("classes/<uuid:classroom_id>/live/", boards.class_board_live, name="class-board-live"),
    path("classes/<uuid:classroom_id>/projector/", boards.projector, name="projector"),
    path(
        "classes/<uuid:classroom_id>/projector/live/", boards.projector_live, name="projector-live"
    ),
    path("classes/<uuid:classroom_id>/assign/", assigning.assign, name="assign"),
    path("classes/<uuid:classroom_id>/assign/check/", assigning.assign_check, name="assign-check"),
    path("assigned/<uuid:batch_id>/undo/", assigning.assigning_undo, name="assigning-undo"),
    path(
        "assignments/<uuid:assignment_id>/copy/", assigning.assignment_copy, name="assignment-copy"
    ),
    path("assignments/<uuid:assignment_id>/lead/", leading.lead, name="lead"),
    path(
        "assignments/<uuid:assignment_id>/help/<int:number>/",
        leading.help_settle,
        name="help-settle",
    ),
    path("classes/<uuid:classroom_id>/results/", class_results.class_results, name="class-results"),
    path(
        "classes/<uuid:classroom_id>/results/<str:file_type>/",
        class_results.class_results_file,
        name="class-results-file",
    ),
    path("classes/<uuid:classroom_id>/report/", reports.class_report, name="class-report"),
    path(
        "classes/<uuid:classroom_id>/report/<str:file_type>/",
        reports.class_report_file,
        name="class-report-file",
    ),
    path("schools/<str:neis_code>/report/", reports.school_report, name="school-report"),
    path(
        "schools/<str:neis_code>/report/<str:file_type>/",
        reports.school_report_file,
        name="school-report-file",
    ),
    path("classes/<uuid:classroom_id>/print/", printing.sheets, name="print"),
    path("classes/<uuid:classroom_id>/print/help/", printing.help_cards, name="print-help"),
    path("assignments/<uuid:assignment_id>/change/", analysis.change, name="change"),
    path("assignments/<uuid:assignment_id>/print/quiz/", printing.quiz, name="print-quiz"),
    path("assignments/<uuid:assignment_id>/print/key/", printing.quiz_key, name="print-key"),
    path("assignments/<uuid:assignment_id>/print/letter/", printing.letter, name="print-letter"),
    path("completion/", reports.participation, name="participation"),
    path("completion/<str:file_type>/", reports.participation_file, name="participation-file"),
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
    path("training/", training.training, name="training"),
    path("training/record/", training.record, name="training-record"),
    path("training/<uuid:module_key>/", training.module, name="training-module"),
    path(
        "training/<uuid:module_key>/<uuid:step_key>/<int:number>/",
        training.step,
        name="training-step",
    ),
    path(
        "training/<uuid:module_key>/<uuid:step_key>/done/", training.step_done, name="training-done"
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
