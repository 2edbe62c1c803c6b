"""The register of schools: who sees which, renames, mergers, and the file of the whole country."""

import csv
from datetime import date, timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEntry
from schools import actions
from schools.models import Classroom, FormerName, Office, School
from schools.register import COLUMNS, RegisterRefused
from schools.roles import Permission
from schools.school_year import school_year_of
from tests.factories.schools import (
    ClassroomFactory,
    OfficeFactory,
    SchoolFactory,
    StudentFactory,
    staff_as,
    teacher_of,
)
from tests.fixtures_schools import TOTP_SECRET, client_past_second_factor
from tests.statements import data_statements

TODAY = timezone.localdate()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def seoul(db):
    return OfficeFactory()


@pytest.fixture
def busan(db):
    return OfficeFactory(code="C10", name_ko="부산광역시교육청", name_en="Busan Office", sort=2)


@pytest.fixture
def schools(seoul, busan):
    """Two schools in Seoul and one in Busan."""
    return [
        SchoolFactory(name_ko="가람중학교", name_en="Garam Middle School", office=seoul),
        SchoolFactory(name_ko="나래중학교", name_en="Narae Middle School", office=seoul),
        SchoolFactory(name_ko="다솜중학교", name_en="Dasom Middle School", office=busan),
    ]


def browser_of(person) -> Client:
    if person.needs_second_factor:
        TOTP.activate(person, TOTP_SECRET)
    return client_past_second_factor(person)


def browser(role: str, **where) -> Client:
    return browser_of(staff_as(role, **where))


def shown(client: Client, **asked) -> list[str]:
    response = client.get(reverse("schools:school-list"), {"state": "", **asked})
    return [row.school.name_ko for row in response.context["rows"]]


def page(name: str, school: School) -> str:
    return reverse(f"schools:{name}", kwargs={"neis_code": school.neis_code})


def test_t24_everybody_sees_the_schools_they_look_after_and_no_other(schools, seoul):
    assert shown(browser("office_manager", office=seoul)) == ["가람중학교", "나래중학교"]
    assert shown(browser("operator")) == ["가람중학교", "나래중학교", "다솜중학교"]
    assert shown(browser("school_admin", school=schools[2])) == ["다솜중학교"]


def test_t24_filters_offer_only_places_one_looks_after(schools, seoul):
    client = browser("office_manager", office=seoul)
    response = client.get(reverse("schools:school-list"), {"office": "C10"})
    assert "부산" not in response.content.decode()
    assert [row.school.office_id for row in response.context["rows"]] == ["B10", "B10"]


@pytest.mark.parametrize("role", ["analyst", "editor"])
def test_other_staff_find_no_list_of_schools(schools, role):
    assert browser(role).get(reverse("schools:school-list")).status_code == 404


def test_teacher_finds_no_list_of_schools(classroom, teacher_client):
    assert teacher_client.get(reverse("schools:school-list")).status_code == 404


def test_one_school_leads_straight_on(schools):
    answer = browser("school_admin", school=schools[0]).get(reverse("schools:school-list"))
    assert answer.url == page("school", schools[0])


@pytest.mark.parametrize(
    "asked, found",
    [
        ({"q": "나래"}, ["나래중학교"]),
        ({"q": "narae middle"}, ["나래중학교"]),
        ({"q": "옛이름"}, ["다솜중학교"]),
        ({"q": "nothing such"}, []),
        ({"office": "C10"}, ["다솜중학교"]),
        ({"level": "H"}, []),
        ({"level": "X"}, ["가람중학교", "나래중학교", "다솜중학교"]),
        ({"kind": "other"}, ["나래중학교"]),
        ({"page": "99"}, ["가람중학교", "나래중학교", "다솜중학교"]),
    ],
)
def test_search_and_filters_narrow_the_list(schools, asked, found):
    FormerName.objects.create(
        school=schools[2], name_ko="옛이름중학교", name_en="Old Middle School", last_day=YESTERDAY
    )
    School.objects.filter(pk=schools[1].pk).update(kind="other")
    assert shown(browser("operator"), **asked) == found


def test_long_list_keeps_what_was_asked_from_page_to_page(seoul):
    SchoolFactory.create_batch(26, office=seoul)
    client, address = browser("operator"), reverse("schools:school-list")
    first = client.get(address, {"state": "all"}).content.decode()
    assert 'href="?state=all&amp;page=2"' in first and "page=0" not in first
    second = client.get(address, {"state": "all", "page": 2})
    assert 'href="?state=all&amp;page=1"' in second.content.decode()
    assert len(second.context["rows"]) == 1


def test_ended_schools_are_listed_apart(schools):
    School.objects.filter(pk=schools[0].pk).update(valid_to=YESTERDAY)
    client = browser("operator")
    assert "가람중학교" not in shown(client)
    assert shown(client, state="ended") == ["가람중학교"]
    assert len(shown(client, state="all")) == 3


def test_list_counts_this_year_in_few_statements_however_many_schools(seoul):
    year = school_year_of(TODAY)
    for _number in range(60):
        school = SchoolFactory(office=seoul)
        for each in (year, year - 1):
            classroom = ClassroomFactory(school=school, school_year=each)
            StudentFactory(classroom=classroom, number=1)
            StudentFactory(classroom=classroom, number=2, left_on=YESTERDAY)
    client = browser("operator")
    with data_statements(at_most=14):
        response = client.get(reverse("schools:school-list"))
    rows = response.context["rows"]
    assert len(rows) == 25
    assert {(row.classes, row.students) for row in rows} == {(1, 1)}


@pytest.mark.parametrize("name", ["school", "school-edit", "school-end", "rollover"])
def test_t23_school_of_somebody_else_does_not_exist(schools, seoul, name):
    for client in (
        browser("office_manager", office=seoul),
        browser("school_admin", school=schools[0]),
    ):
        assert client.get(page(name, schools[2])).status_code == 404


@pytest.mark.parametrize("code", ["ZZZZZZZ", "x", "0000000"])
def test_code_of_no_school_is_404(schools, code):
    url = reverse("schools:school", kwargs={"neis_code": code})
    assert browser("operator").get(url).status_code == 404


def test_page_shows_classes_of_the_chosen_year_and_nothing_of_children(schools):
    old = ClassroomFactory(school=schools[0], school_year=2020, grade=3, class_number=7)
    StudentFactory(classroom=old, number=1, sign_in_count=2)
    StudentFactory(classroom=old, number=2)
    client = browser("school_admin", school=schools[0])
    response = client.get(page("school", schools[0]), {"year": "2020"})
    (classroom,) = response.context["classrooms"]
    assert (classroom.pk, classroom.student_count, classroom.joined_count) == (old.pk, 2, 1)
    assert list(client.get(page("school", schools[0])).context["classrooms"]) == []


def test_page_of_a_school_costs_the_same_for_any_number_of_classes(schools):
    for number in range(1, 31):
        ClassroomFactory(school=schools[0], school_year=school_year_of(TODAY), class_number=number)
    client = browser("school_admin", school=schools[0])
    with data_statements(at_most=20):
        client.get(page("school", schools[0]))


def test_rename_keeps_the_former_name_and_classes(schools, seoul):
    classroom = ClassroomFactory(school=schools[0])
    client = browser("office_manager", office=seoul)
    facts = {"office": "B10", "kind": "ordinary", "name_ko": "새빛중학교", "name_en": "Saebit"}
    assert client.post(page("school-edit", schools[0]), facts).status_code == 302
    schools[0].refresh_from_db()
    former = schools[0].former_names.get()
    assert (schools[0].name_ko, former.name_ko) == ("새빛중학교", "가람중학교")
    assert former.last_day == YESTERDAY
    assert Classroom.objects.get(pk=classroom.pk).school == schools[0]


def test_corrected_spelling_is_no_former_name(schools, seoul):
    client = browser("office_manager", office=seoul)
    facts = {"office": "B10", "kind": "ordinary", "name_ko": "가람 중학교", "name_en": "Garam"}
    client.post(page("school-edit", schools[0]), {**facts, "is_correction": "on"})
    assert not schools[0].former_names.exists()


def test_school_cannot_be_moved_to_an_office_one_does_not_manage(schools, seoul, busan):
    client = browser("office_manager", office=seoul)
    facts = {"office": "C10", "kind": "ordinary", "name_ko": "가", "name_en": "Ga"}
    assert client.post(page("school-edit", schools[0]), facts).status_code == 422
    with pytest.raises(actions.NotAllowed):
        actions.make_school(
            neis_code=schools[0].neis_code,
            office=busan,
            name_ko="가",
            name_en="Ga",
            level="M",
            by=staff_as("office_manager", office=seoul),
        )


def test_new_school_is_made_in_ones_own_office_with_an_audit_row(seoul):
    manager = staff_as("office_manager", office=seoul)
    facts = {
        "neis_code": "7654321",
        "office": "B10",
        "level": "H",
        "kind": "vocational",
        "name_ko": "새길고등학교",
        "name_en": "Saegil High School",
    }
    client = browser_of(manager)
    answer = client.post(reverse("schools:school-new"), facts)
    assert answer.url == page("school", School.objects.get(neis_code="7654321"))
    entry = AuditEntry.objects.get(action="schools.make_school")
    assert (entry.target, entry.place, entry.by) == ("7654321", "7654321", manager)
    assert client.post(reverse("schools:school-new"), facts).status_code == 422


@pytest.mark.parametrize(
    "wrong", [{"neis_code": "12"}, {"level": "M"}, {"name_ko": ""}, {"office": "C10"}]
)
def test_new_school_with_a_mistake_is_not_made(seoul, busan, wrong):
    facts = {
        "neis_code": "7654321",
        "office": "B10",
        "level": "H",
        "kind": "vocational",
        "name_ko": "새길고등학교",
        "name_en": "Saegil High School",
    }
    client = browser("office_manager", office=seoul)
    assert client.post(reverse("schools:school-new"), facts | wrong).status_code == 422
    assert not School.objects.exists()


def test_merger_is_shown_first_and_then_made(schools, seoul):
    client = browser("office_manager", office=seoul)
    wanted = {"last_day": YESTERDAY.isoformat(), "successor": schools[1].neis_code}
    check = client.post(page("school-end", schools[0]), wanted)
    assert check.status_code == 200
    assert "나래중학교" in check.content.decode()
    schools[0].refresh_from_db()
    assert schools[0].valid_to is None
    client.post(page("school-end", schools[0]), {**wanted, "confirmed": "yes"})
    schools[0].refresh_from_db()
    assert (schools[0].valid_to, schools[0].successor) == (YESTERDAY, schools[1])
    assert AuditEntry.objects.filter(action="schools.end_school").count() == 1


@pytest.mark.parametrize("to", ["itself", "of another office", "ended", "nowhere"])
def test_impossible_successor_is_refused_with_a_sentence(schools, seoul, to):
    School.objects.filter(pk=schools[1].pk).update(valid_to=YESTERDAY)
    codes = {
        "itself": schools[0].neis_code,
        "of another office": schools[2].neis_code,
        "ended": schools[1].neis_code,
        "nowhere": "9999999",
    }
    client = browser("office_manager", office=seoul)
    wanted = {"last_day": TODAY.isoformat(), "successor": codes[to], "confirmed": "yes"}
    answer = client.post(page("school-end", schools[0]), wanted)
    assert answer.status_code == 422
    assert answer.context["form"].errors["successor"]
    schools[0].refresh_from_db()
    assert schools[0].valid_to is None


def test_after_a_merger_teachers_keep_their_class_and_the_new_school_looks_after_it(schools):
    classroom = ClassroomFactory(school=schools[0])
    teacher, admin = teacher_of(classroom), staff_as("school_admin", school=schools[1])
    seen = Classroom.objects.visible_to(admin, Permission.MANAGE_ROSTER)
    assert classroom not in seen
    actions.end_school(school=schools[0], last_day=YESTERDAY, successor=schools[1], by=None)
    assert classroom in Classroom.objects.visible_to(teacher)
    assert classroom in Classroom.objects.visible_to(admin, Permission.MANAGE_ROSTER)
    assert classroom not in Classroom.objects.visible_to(admin)
    client = client_past_second_factor(admin)
    assert client.get(page("school", schools[0])).status_code == 200
    url = reverse("schools:student-add", kwargs={"classroom_id": classroom.pk})
    assert client.post(url, {"number": "4"}).status_code == 302


def test_renamed_office_keeps_its_former_name(db):
    actions.load_offices()
    Office.objects.filter(code="B10").update(name_ko="경성교육청", name_en="Gyeongseong Office")
    actions.load_offices()
    actions.load_offices()
    assert [each.name_ko for each in Office.objects.get(code="B10").former_names.all()] == [
        "경성교육청"
    ]


def row(number: int, **changes) -> dict:
    plain = {
        "neis_code": f"{7_000_000 + number}",
        "office": "B10",
        "name_ko": f"누리중학교 {number}",
        "name_en": f"Nuri Middle School {number}",
        "level": "M",
        "kind": "",
        "valid_from": "2001-03-01",
        "valid_to": "",
        "successor": "",
    }
    return plain | changes


def test_register_makes_changes_renames_and_leaves_the_rest(seoul):
    stays = SchoolFactory(neis_code="7999999")
    first = actions.load_schools(rows=[row(1), row(2)])
    assert (first.made, first.changed, first.renamed, first.unchanged) == (2, 0, 0, 0)
    changed = [row(1, name_ko="새누리중학교"), row(2, valid_to="2026-02-28", successor="7000001")]
    second = actions.load_schools(rows=changed)
    assert (second.made, second.changed, second.renamed, second.unchanged) == (0, 2, 1, 0)
    third = actions.load_schools(rows=changed)
    assert (third.made, third.changed, third.renamed, third.unchanged) == (0, 0, 0, 2)
    ended = School.objects.get(neis_code="7000002")
    assert (ended.valid_to, ended.successor.neis_code) == (date(2026, 2, 28), "7000001")
    assert FormerName.objects.get().name_ko == "누리중학교 1"
    assert School.objects.filter(pk=stays.pk).exists()


@pytest.mark.parametrize(
    "changes, told",
    [
        ({"neis_code": "70"}, "neis_code"),
        ({"office": "Z99"}, "office 'Z99' is not known"),
        ({"level": "K"}, "level 'K' is not known"),
        ({"kind": "vocational"}, "high schools"),
        ({"kind": "odd"}, "kind 'odd' is not known"),
        ({"name_ko": ""}, "name_ko has 0 characters"),
        ({"name_en": "x" * 101}, "name_en has 101 characters"),
        ({"valid_from": "1 March"}, "valid_from"),
        ({"valid_to": "1999-01-01"}, "valid_to lies before valid_from"),
        ({"successor": "7000001"}, "has a last day"),
        ({"valid_to": "2026-02-28", "successor": "7123456"}, "successor '7123456' is not known"),
        ({"valid_to": "2026-02-28", "successor": "7000002"}, "does not follow itself"),
        ({"neis_code": "7000001"}, "stands in row 2 already"),
    ],
)
def test_register_names_the_row_that_is_wrong_and_changes_nothing(seoul, changes, told):
    with pytest.raises(RegisterRefused) as refused:
        actions.load_schools(rows=[row(1), row(2, **changes)])
    assert any(each.startswith("row 3: ") and told in each for each in refused.value.problems)
    assert not School.objects.exists()


def test_register_without_a_column_is_refused(seoul):
    with pytest.raises(RegisterRefused, match="there is no column level"):
        actions.load_schools(rows=[{"neis_code": "7000001", "office": "B10"}])


def test_level_of_a_school_never_changes(seoul):
    actions.load_schools(rows=[row(1)])
    with pytest.raises(RegisterRefused, match="level M so far"):
        actions.load_schools(rows=[row(1, level="H")])


def write(path, rows) -> str:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return str(path)


def test_command_loads_a_whole_country_in_few_statements(seoul, tmp_path, capsys):
    path = write(tmp_path / "schools.csv", [row(number) for number in range(12_000)])
    with data_statements(at_most=40):
        call_command("load_schools", path)
    assert "12000 schools made" in capsys.readouterr().out
    with data_statements(at_most=8):
        call_command("load_schools", path)
    assert School.objects.count() == 12_000


def test_command_says_what_is_wrong(seoul, tmp_path, capsys):
    path = write(tmp_path / "schools.csv", [row(1), row(2, level="K")])
    with pytest.raises(CommandError, match="1 problems; nothing was changed"):
        call_command("load_schools", path)
    assert "row 3: level 'K' is not known" in capsys.readouterr().err
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_schools", str(tmp_path / "missing.csv"))
