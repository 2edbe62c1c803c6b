"""What teachers choose on the pages of a launch."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from curriculum.forms import ModuleField
from curriculum.models import ModulePage
from schools.models import Classroom


class ClassField(forms.ModelChoiceField):
    """A choice among classes, named with their school: some teach at two."""

    widget = forms.RadioSelect

    def label_from_instance(self, classroom):
        return f"{classroom.school} {classroom}"


class CourseForm(forms.Form):
    """Which of one's own classes a course is."""

    classroom = ClassField(
        Classroom.objects.none(),
        label=_("Class"),
        empty_label=None,
        error_messages={"required": _("Choose a class.")},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        own = Classroom.objects.visible_to(user).not_archived().select_related("school")
        self.fields["classroom"].queryset = own


class PickForm(forms.Form):
    """Which module a link of a course opens."""

    module = ModuleField(
        label=_("Module"),
        to_field_name="translation_key",
        error_messages={"required": _("Choose a module.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["module"].offer()


def module_links() -> list[tuple[str, str]]:
    """(title, what a link of a course must carry) of every module that can be given."""
    modules = list(ModulePage.objects.assignable())
    keys = [module.translation_key for module in modules]
    titles = ModulePage.objects.titles_in(get_language(), keys)
    return [
        (titles.get(module.translation_key, module.title), f"module={module.translation_key}")
        for module in modules
    ]
