"""The analyst's addresses."""

from django.urls import path

from reporting import views

app_name = "reporting"
urlpatterns = [
    path("rounds/", views.round_list, name="round-list"),
    path("rounds/<slug:key>/", views.round_detail, name="round"),
    path("rounds/<slug:key>/close/", views.round_close, name="round-close"),
    path("rounds/<slug:key>/codebook/", views.codebook, name="codebook"),
    path("rounds/<slug:key>/codebook/file/", views.codebook_download, name="codebook-download"),
    path("rounds/<slug:key>/tables/<slug:kind>/", views.table, name="table"),
    path(
        "rounds/<slug:key>/tables/<slug:kind>/download/",
        views.table_download,
        name="table-download",
    ),
]
