"""The analyst's addresses."""

from django.urls import path

from reporting.views import codebook, rounds, tables

app_name = "reporting"
urlpatterns = [
    path("rounds/", rounds.round_list, name="round-list"),
    path("rounds/<slug:key>/", rounds.round_detail, name="round"),
    path("rounds/<slug:key>/close/", rounds.round_close, name="round-close"),
    path("rounds/<slug:key>/codebook/", codebook.codebook, name="codebook"),
    path("rounds/<slug:key>/codebook/file/", codebook.codebook_download, name="codebook-download"),
    path("rounds/<slug:key>/tables/<slug:kind>/", tables.table, name="table"),
    path(
        "rounds/<slug:key>/tables/<slug:kind>/download/",
        tables.table_download,
        name="table-download",
    ),
]
