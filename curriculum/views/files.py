"""Tables of a class or a school as files to download."""

from django.http import Http404, HttpResponse
from django.utils import timezone

from core.spreadsheets import Sheet, csv_bytes, xlsx_bytes

FILE_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_of(
    sheet: Sheet, *, file_type: str, about: str, key: str, codebook: Sheet | None = None
) -> HttpResponse:
    """A table as an attachment, such as "results-20260301-1f2e3d4c.csv".

    Args:
        file_type: "csv", "xlsx", or "codebook" where there is one; every other is no page.
        about: what the table is of, in one word for the file's name.
        key: what it belongs to, for the same purpose.
        codebook: what the columns say: a sheet of its own beside the table in XLSX, and for those
            who take the table as CSV a file of its own.
    """
    if file_type == "codebook" and codebook:
        return file_of(codebook, file_type="csv", about=f"{about}-codebook", key=key)
    if file_type not in FILE_TYPES:
        raise Http404
    sheets = [sheet, codebook] if codebook else [sheet]
    content = csv_bytes(sheet) if file_type == "csv" else xlsx_bytes(sheets)
    name = f"{about}-{timezone.localdate():%Y%m%d}-{key}.{file_type}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=FILE_TYPES[file_type], headers=headers)
