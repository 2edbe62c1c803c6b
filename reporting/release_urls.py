"""Addresses of what a round publishes: declared, asked for, released, exported."""

from django.urls import path

from reporting.views import exports, publications, release_steps, releases

urlpatterns = [
    path("rounds/<slug:key>/publication/", publications.publication, name="publication"),
    path(
        "rounds/<slug:key>/publication/declare/",
        publications.publication_declare,
        name="publication-declare",
    ),
    path("rounds/<slug:key>/request/", releases.release_new, name="release-new"),
    path("publications/", releases.release_list, name="release-list"),
    # No release's key reads like this: it begins with that of its round.
    path("publications/exports/", exports.export_list, name="export-list"),
    path("publications/exports/<uuid:export>/", exports.export_detail, name="export"),
    path("publications/exports/<uuid:export>/decide/", exports.export_decide, name="export-decide"),
    path("publications/exports/<uuid:export>/file/", exports.export_file, name="export-file"),
    path("publications/<slug:release>/", releases.release_detail, name="release"),
    path(
        "publications/<slug:release>/tables/<slug:table>/",
        releases.release_table,
        name="release-table",
    ),
    path("publications/<slug:release>/gate/", release_steps.release_gate, name="release-gate"),
    path(
        "publications/<slug:release>/review/", release_steps.release_review, name="release-review"
    ),
    path(
        "publications/<slug:release>/approve/",
        release_steps.release_approve,
        name="release-approve",
    ),
    path(
        "publications/<slug:release>/withdraw/",
        release_steps.release_withdraw,
        name="release-withdraw",
    ),
    path(
        "publications/<slug:release>/correct/",
        release_steps.release_correct,
        name="release-correct",
    ),
    path("publications/<slug:release>/export/", exports.export_new, name="export-new"),
]
