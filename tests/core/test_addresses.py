"""T-15: who sends a request cannot choose the address that is written down."""

import pytest
from django.test import RequestFactory

from core.addresses import acting_from, address_of_this_act, client_address
from core.models import AuditEntry
from tests.factories.schools import ClassroomFactory, teacher_of
from tests.fixtures_schools import client_past_second_factor

PROXIES = ["10.0.0.0/24", "2001:db8:1::/64"]
SCHOOL, FORGED, PROXY = "203.0.113.9", "198.51.100.1", "10.0.0.7"
FORGERIES = [
    {"HTTP_X_FORWARDED_FOR": FORGED},
    {"HTTP_X_FORWARDED_FOR": f"{FORGED}, {PROXY}"},
    {"HTTP_X_REAL_IP": FORGED},
    {"HTTP_FORWARDED": f"for={FORGED}"},
    {"HTTP_CLIENT_IP": FORGED, "HTTP_TRUE_CLIENT_IP": FORGED, "HTTP_CF_CONNECTING_IP": FORGED},
]


def address(remote: str, **headers) -> str | None:
    return client_address(RequestFactory().get("/", REMOTE_ADDR=remote, **headers))


@pytest.mark.parametrize("proxies", [[], PROXIES], ids=["no proxy", "behind a proxy"])
@pytest.mark.parametrize("headers", FORGERIES, ids=lambda headers: ",".join(headers))
def test_t15_forged_headers_change_nothing(settings, proxies, headers):
    settings.TRUSTED_PROXIES = proxies
    assert address(SCHOOL, **headers) == SCHOOL


@pytest.mark.parametrize("headers", FORGERIES[2:], ids=lambda headers: ",".join(headers))
def test_t15_through_the_proxy_only_x_forwarded_for_counts(settings, headers):
    settings.TRUSTED_PROXIES = PROXIES
    assert address(PROXY, **headers) == PROXY
    assert address(PROXY, HTTP_X_FORWARDED_FOR=SCHOOL, **headers) == SCHOOL


@pytest.mark.parametrize(
    ("said", "believed"),
    [
        (SCHOOL, SCHOOL),
        (f"{FORGED}, {SCHOOL}", SCHOOL),
        (f"{FORGED},{SCHOOL},10.0.0.8", SCHOOL),
        (f"{FORGED}, 10.0.0.9, {SCHOOL}, 2001:db8:1::5", SCHOOL),
        ("10.0.0.9, 10.0.0.8", "10.0.0.9"),
        (f"{SCHOOL}, nonsense", PROXY),
        (f"{SCHOOL}, unknown, 10.0.0.8", "10.0.0.8"),
        ("", PROXY),
        (", , ,", PROXY),
        ("2001:db8::1%eth0", "2001:db8::1"),
    ],
)
def test_t15_rightmost_address_that_is_no_proxy_counts(settings, said, believed):
    settings.TRUSTED_PROXIES = PROXIES
    assert address(PROXY, HTTP_X_FORWARDED_FOR=said) == believed


@pytest.mark.parametrize(
    ("remote", "written"),
    [("::ffff:203.0.113.9", SCHOOL), ("2001:db8::9", "2001:db8::9"), ("", None), ("unix:", None)],
)
def test_address_of_the_connection_is_read_as_servers_write_it(remote, written):
    assert address(remote) == written


def test_commands_and_background_tasks_act_from_nowhere():
    assert address_of_this_act() is None
    with acting_from(SCHOOL):
        assert address_of_this_act() == SCHOOL
    assert address_of_this_act() is None


@pytest.mark.django_db
def test_t15_trail_says_where_the_connection_came_from():
    classroom = ClassroomFactory()
    client = client_past_second_factor(teacher_of(classroom))
    client.post(
        f"/ko/classes/{classroom.pk}/code/", REMOTE_ADDR=SCHOOL, HTTP_X_FORWARDED_FOR=FORGED
    )
    assert AuditEntry.objects.get().from_address == SCHOOL
    assert address_of_this_act() is None
