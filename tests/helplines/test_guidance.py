"""Guidance by situation: readable files, numbers from the records, no trace of what was opened."""

import csv
import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from helplines.actions import load_help_channels
from helplines.directory import guidance_for
from helplines.guidance import CONTENT_DIR, GuidanceFileRefused, read_situations, situations
from helplines.models import HelpChannel
from helplines.records import read_channels
from tests.statements import data_statements

GUIDANCE = reverse("helplines:guidance")
EXPECTED = ["changed", "spreading", "threatened", "friend", "made", "unsure"]


@pytest.fixture(autouse=True)
def _nothing_remembered():
    cache.clear()
    yield
    cache.clear()


def test_both_languages_say_the_same_situations_channels_and_laws():
    korean, english = situations("ko"), situations("en")
    assert [each.id for each in korean] == [each.id for each in english] == EXPECTED
    for one, other in zip(korean, english, strict=True):
        assert one.channels == other.channels
        assert [law["fact"] for law in one.law] == [law["fact"] for law in other.law]
        for name in ("first", "write_down", "do_not"):
            assert len(getattr(one, name)) == len(getattr(other, name)), (one.id, name)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_files_name_known_channels_and_write_no_number_themselves(language):
    channels = {channel.key: channel for channel in read_channels()}
    text = (CONTENT_DIR / f"guidance.{language}.yaml").read_text("utf-8")
    assert {key for each in situations(language) for key in each.channels} <= set(channels)
    assert all(channels[key].phone for key in re.findall(r"\{(\w+)\}", text))
    for situation in situations(language):
        sentences = [situation.title, situation.opening, *situation.first, *situation.do_not]
        bare = re.sub(r"\{\w+\}", "", " ".join(sentences))
        assert not [one.phone for one in channels.values() if one.phone and one.phone in bare]


def test_no_situation_tells_to_keep_or_forward_the_picture():
    by_id = {each.id: " ".join([*each.first, *each.write_down]) for each in situations("en")}
    for text in by_id.values():
        assert "screenshot" not in text.lower() and "save" not in text.lower()
    forbidden = {each.id: " ".join(each.do_not) for each in situations("en")}
    for name in ("changed", "spreading", "friend"):
        assert "save" in forbidden[name] and ("send" in forbidden[name])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("- id: changed", "- key: changed", "situation 1: must have exactly"),
        ("id: spreading", "id: changed", "two situations have the same id"),
        ("  law: []", "  law: none", "situation 1: law must be a list"),
        ("fact: L08", "facts: L08", "situation 2: law needs fact, source, text"),
        ('["117", "1366", teacher, "1388"]', "[]", "situation 1: needs 1 to 3 first steps"),
        ('["117", "1366", teacher, "1388"]', "[117]", "situation 1: channels must be a text"),
        ("- id: changed", "id: [", "is not YAML"),
    ],
)
def test_file_out_of_order_is_refused_with_its_place(tmp_path, old, new, message):
    source = (CONTENT_DIR / "guidance.en.yaml").read_text("utf-8")
    assert old in source
    path = tmp_path / "guidance.en.yaml"
    path.write_text(source.replace(old, new), "utf-8")
    with pytest.raises(GuidanceFileRefused, match=message):
        read_situations(path)


@pytest.mark.django_db
def test_changed_number_changes_in_steps_and_channels(client):
    load_help_channels()
    assert "tel:1388" in client.get(GUIDANCE).text
    channel = HelpChannel.objects.get(key="1388")
    channel.phone, channel.phone_note_ko, channel.name_ko = "1399", "", "청소년 상담"
    channel.save()
    page = client.get(GUIDANCE).text
    assert "tel:1388" not in page and "tel:1399" in page
    assert "청소년 상담(1399)" in page and "{1388}" not in page


@pytest.mark.django_db
def test_situation_whose_channels_are_gone_shows_the_strip():
    load_help_channels()
    HelpChannel.objects.filter(key__in=["1388", "wee", "teacher"]).delete()
    cache.clear()
    unsure = next(each for each in guidance_for("ko") if each["id"] == "unsure")
    assert [channel["phone"] for channel in unsure["channels"]] == ["112", "117", "1366"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["help", "guidance", "cards"])
def test_help_asks_the_database_once_and_then_never(client, name):
    load_help_channels()
    cache.clear()
    address = reverse(f"helplines:{name}")
    with data_statements(at_most=1):
        client.get(address)
    with data_statements(at_most=0):
        response = client.get(address)
    assert not response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ko", "en"])
def test_guidance_is_one_tap_from_the_help_page_and_from_the_strip(client, language):
    address = f"/{language}/help/first-steps/"
    for page in (f"/{language}/help/", f"/{language}/join/"):
        assert f'href="{address}"' in client.get(page).text, page


@pytest.mark.django_db
def test_no_address_on_the_page_names_a_situation(client):
    page = client.get(GUIDANCE).text
    main = page[page.index("<main") : page.index("</main>")]
    addresses = re.findall(r'(?:href|action|id)="([^"]*)"', main)
    assert not [each for each in addresses if any(word in each for word in EXPECTED)]
    assert not [each for each in addresses if "#" in each or "?" in each]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ko", "en"])
def test_sheet_has_eight_cards_with_the_numbers_of_the_strip(client, language):
    page = client.get(f"/{language}/help/cards/").text
    assert page.count('class="help-card"') == 8
    assert page.count(">1366<") == 8
    note = {"ko": "지역번호+1388", "en": "area code + 1388"}[language]
    assert page.count(note) >= 8


def test_channels_of_the_file_are_within_what_the_facts_verified():
    """What we ship names its source and day; nothing marked unverified has a value."""
    for channel in read_channels():
        assert channel.source and channel.checked_on
        both = " ".join(str(getattr(channel, name)) for name in channel.__dataclass_fields__)
        assert not re.search(r"unverified|미확인|확인하지 못", both, re.IGNORECASE), channel.key


def test_file_of_channels_is_plain_csv_with_every_record_dated():
    with (CONTENT_DIR / "help_channels.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["checked_on"]) for row in rows)
