"""A file of questions, and the yes to what it would bring."""

from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.translation import gettext_lazy as _

from core.spreadsheet_reading import FileRefused
from quizzes.exchange.packing import packed, unpacked
from quizzes.exchange.records import FileUnreadable, Problem, Reading
from quizzes.exchange_files import read_questions
from quizzes.exchange_words import explain
from quizzes.papers import SOURCE_LANGUAGE

KINDS_OF_FILE = ".txt,.gift,.xml,.xlsx,.csv,.zip"
SEAL = "quizzes.import"
SEAL_SECONDS = 60 * 60
# Below what Django takes of a form (DATA_UPLOAD_MAX_MEMORY_SIZE).
MOST_SEALED = 900_000


def seal(reading: Reading, language: str, *, user) -> str:
    """What the page of a list keeps for the yes, signed for this person.

    Raises:
        FileUnreadable: it is more than a form may send back.
    """
    content = {
        "whose": user.pk,
        "import_key": str(uuid4()),
        "language": language,
        "questions": packed(reading.questions),
    }
    sealed = signing.dumps(content, salt=SEAL, compress=True)
    if len(sealed) > MOST_SEALED:
        raise FileUnreadable(Problem.TOO_MUCH)
    return sealed


class ImportFileForm(forms.Form):
    """A file and its language; once it is valid, `reading` is what the file holds, `sealed` too."""

    file = forms.FileField(
        label=_("File of questions"),
        help_text=_("GIFT, Moodle XML, QTI 2.1 (XML or ZIP), XLSX or CSV, up to 2 MB."),
        allow_empty_file=True,
        error_messages=dict.fromkeys(
            ("required", "invalid", "missing"), _("Choose a file of questions.")
        ),
        max_length=300,
        widget=forms.FileInput(attrs={"accept": KINDS_OF_FILE}),
    )
    language = forms.ChoiceField(
        label=_("Language of the questions"),
        choices=settings.LANGUAGES,
        initial=SOURCE_LANGUAGE,
        widget=forms.RadioSelect,
    )

    reading: Reading | None = None
    sealed = ""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self):
        values = super().clean()
        if {"file", "language"} <= set(values):
            try:
                self.reading = read_questions(values["file"].read(), language=values["language"])
                self.sealed = seal(self.reading, values["language"], user=self.user)
            except FileUnreadable as refused:
                line = str(_("line %(line)s")) % {"line": refused.line} if refused.line else ""
                self.add_error("file", explain(refused.problem, line))
            except FileRefused as refused:
                self.add_error("file", str(refused))
        return values


class ImportConfirmForm(forms.Form):
    """The yes to a list somebody saw; `sealed` carries its questions, signed for this person."""

    sealed = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_sealed(self) -> dict:
        """Arguments of `import_questions`."""
        try:
            content = signing.loads(self.cleaned_data["sealed"], salt=SEAL, max_age=SEAL_SECONDS)
        except signing.BadSignature as broken:
            raise forms.ValidationError("") from broken
        if content.pop("whose") != self.user.pk:
            raise forms.ValidationError("")
        content["questions"] = unpacked(content["questions"])
        content["import_key"] = UUID(content["import_key"])
        return content
