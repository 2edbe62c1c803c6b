"""The analyst's addresses."""

from django.urls import path

from reporting.release_urls import urlpatterns as release_patterns
from reporting.views import (
    codebook,
    instruments,
    participation,
    quality,
    questions,
    rounds,
    statistics,
    steps,
    tally,
)

app_name = "reporting"
urlpatterns = [
    *release_patterns,
    path("rounds/", rounds.round_list, name="round-list"),
    # No round's number reads like this: see round_forms.KEY.
    path("rounds/new/", rounds.round_new, name="round-new"),
    path("rounds/<slug:key>/", rounds.round_detail, name="round"),
    path("rounds/<slug:key>/edit/", rounds.round_edit, name="round-edit"),
    path("rounds/<slug:key>/steps/<slug:step>/ask/", steps.step_ask, name="step-ask"),
    path("rounds/<slug:key>/steps/<slug:step>/confirm/", steps.step_confirm, name="step-confirm"),
    path(
        "rounds/<slug:key>/steps/<slug:step>/withdraw/", steps.step_withdraw, name="step-withdraw"
    ),
    path("rounds/<slug:key>/participation/", participation.participation, name="participation"),
    path("participation/", participation.participation_now, name="participation-now"),
    path("tally/", tally.nation, name="tally"),
    path("tally/published-2024/", tally.reference, name="tally-reference"),
    path("tally/file/", tally.file, name="tally-file"),
    path("tally/<slug:office>/", tally.office, name="tally-office"),
    path("tally/<slug:office>/<slug:week>/", tally.week, name="tally-week"),
    path("questionnaires/", instruments.instrument_list, name="instrument-list"),
    path("questionnaires/new/", instruments.instrument_new, name="instrument-new"),
    path("questionnaires/<slug:version>/", instruments.instrument_detail, name="instrument"),
    path(
        "questionnaires/<slug:version>/preview/",
        instruments.instrument_preview,
        name="instrument-preview",
    ),
    path(
        "questionnaires/<slug:version>/submit/",
        instruments.instrument_submit,
        name="instrument-submit",
    ),
    path(
        "questionnaires/<slug:version>/approve/",
        instruments.instrument_approve,
        name="instrument-approve",
    ),
    path(
        "questionnaires/<slug:version>/return/",
        instruments.instrument_return,
        name="instrument-return",
    ),
    path(
        "questionnaires/<slug:version>/<slug:question>/",
        questions.question_edit,
        name="question-edit",
    ),
    path(
        "questionnaires/<slug:version>/<slug:question>/after/",
        questions.question_new,
        name="question-new",
    ),
    path(
        "questionnaires/<slug:version>/<slug:question>/remove/",
        questions.question_remove,
        name="question-remove",
    ),
    path(
        "questionnaires/<slug:version>/<slug:question>/earlier/",
        questions.question_move,
        name="question-move",
    ),
    path("rounds/<slug:key>/quality/", quality.quality, name="quality"),
    path("rounds/<slug:key>/trend/", quality.trend, name="trend"),
    path("rounds/<slug:key>/codebook/", codebook.codebook, name="codebook"),
    path("rounds/<slug:key>/codebook/file/", codebook.codebook_download, name="codebook-download"),
    # For anybody.
    path("statistics/", statistics.statistics, name="statistics"),
    path("statistics/<slug:key>/", statistics.release, name="statistics-release"),
    path("statistics/<slug:key>/tables/<slug:table>/", statistics.table, name="statistics-table"),
    path("statistics/<slug:key>/charts/<str:file_name>", statistics.chart, name="statistics-chart"),
    path("statistics/<slug:key>/files/<str:file_name>/", statistics.file, name="statistics-file"),
]
