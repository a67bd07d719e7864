"""The way to RETM's host: what is found where a step of it is missing."""

import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from retm_desktop.doctor.finding import Level
from retm_desktop.doctor.reach import Target, look_at_clock, look_at_internet, look_at_tls, look_up_name
from tests.doctor.servers import HOST, Authority, free_port, web


def now() -> datetime:
    return datetime.now(UTC)


PUBLIC = Target("https://najd-kitchen.retm.invalid/api/v2")


# Internet


def test_a_practice_restaurant_needs_no_internet() -> None:
    assert look_at_internet(Target(f"http://{HOST}:9/api"), landmarks=()).code == "not_needed"


def test_one_landmark_that_answers_is_internet_though_retm_does_not() -> None:
    with web() as landmark:
        found = look_at_internet(PUBLIC, landmarks=((HOST, free_port()), landmark.server_address[:2]))
    assert (found.code, found.level) == ("ok", Level.OK)


def test_without_a_landmark_the_network_is_told_from_the_internet() -> None:
    # A route to this computer itself is no way out.
    assert look_at_internet(PUBLIC, landmarks=((HOST, free_port()),)).code == "no_network"


# Name


def _unknown(errno: int) -> Callable[[str, int], list[str]]:
    def resolve(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(errno, "no")

    return resolve


@pytest.mark.parametrize(
    ("resolve", "code", "level"),
    [
        (lambda _host, _port: ["93.184.216.34"], "ok", Level.OK),
        (lambda _host, _port: ["192.168.1.1"], "private", Level.WARNING),
        (lambda _host, _port: ["192.168.1.1", "93.184.216.34"], "ok", Level.OK),
        (_unknown(socket.EAI_NONAME), "not_found", Level.FAULT),
        (_unknown(socket.EAI_AGAIN), "silent", Level.FAULT),
    ],
)
def test_a_name_is_judged_by_where_it_leads(resolve: Callable[[str, int], list[str]], code: str, level: Level) -> None:
    found = look_up_name(PUBLIC, resolve=resolve)
    assert (found.code, found.level) == (code, level)
    assert found.figures["host"] == "najd-kitchen.retm.invalid"


def test_a_number_needs_no_name_server() -> None:
    def asked(_host: str, _port: int) -> list[str]:
        raise AssertionError("nobody was to be asked")

    for address in ("http://127.0.0.1:47000/api", "https://93.184.216.34/api"):
        assert look_up_name(Target(address), resolve=asked).code == "not_needed"


# TLS


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


def test_a_certificate_of_the_host_is_fine_and_tells_its_end(authority: Authority) -> None:
    with web(authority.issue("good", days=30)) as server:
        found = look_at_tls(Target(server.address), now(), authority.context)
    assert (found.code, found.figures["issuer"]) == ("ok", "Test Authority")
    until = found.figures["until"]
    assert isinstance(until, datetime)
    assert timedelta(days=29) < until - now() <= timedelta(days=30)


@pytest.mark.parametrize(
    ("code", "made"),
    [
        ("expired", {"days": -1}),
        ("not_yet_valid", {"begins": 1}),
        ("wrong_host", {"host": "captive.example"}),
        ("untrusted", {"own": True}),
    ],
)
def test_a_bad_certificate_is_told_by_what_is_bad_about_it(
    authority: Authority, code: str, made: dict[str, object]
) -> None:
    with web(authority.issue("bad", **made)) as server:  # type: ignore[arg-type]
        found = look_at_tls(Target(server.address), now(), authority.context)
    assert (found.code, found.level) == (code, Level.FAULT)


def test_a_certificate_of_an_unknown_authority_names_who_is_in_between(authority: Authority, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    antivirus = Authority(tmp_path / "other", "Watchful Antivirus")
    with web(antivirus.issue("between")) as server:
        found = look_at_tls(Target(server.address), now(), authority.context)
    assert (found.code, found.figures["issuer"]) == ("intercepted", "Watchful Antivirus")


def test_a_certificate_is_judged_by_the_clock_of_this_computer(authority: Authority) -> None:
    with web(authority.issue("good", own=True)) as server:
        found = look_at_tls(Target(server.address), now() - timedelta(days=400), authority.context)
    assert found.code == "not_yet_valid"


def test_a_host_that_speaks_no_tls_is_told() -> None:
    with web() as server:
        found = look_at_tls(Target(server.address.replace("http:", "https:")), now())
    assert (found.code, found.level) == ("no_tls", Level.FAULT)


def test_a_closed_port_is_no_connection_and_a_name_that_leads_nowhere_waits() -> None:
    assert look_at_tls(Target(f"https://{HOST}:{free_port()}"), now()).code == "no_connection"
    assert look_at_tls(Target("https://nowhere.invalid"), now()).code == "waits"


def test_a_practice_restaurant_is_asked_without_tls() -> None:
    with web() as server:
        target = Target(server.address)
        assert look_at_tls(target, now()).code == "not_used"
    assert look_at_tls(target, now()).code == "practice_ended"


# Clock


@pytest.mark.parametrize(
    ("ahead", "code", "level"),
    [
        (0, "ok", Level.OK),
        (20, "ok", Level.OK),
        (-20, "ok", Level.OK),
        (45, "off", Level.WARNING),
        (-45, "off", Level.WARNING),
        (400, "wrong", Level.FAULT),
        (-86_400, "wrong", Level.FAULT),
    ],
)
def test_the_clock_is_compared_with_the_date_header(ahead: int, code: str, level: Level) -> None:
    with web() as server:
        server.date = format_datetime(now() - timedelta(seconds=ahead), usegmt=True)
        found = look_at_clock(Target(server.address), now)
    assert (found.code, found.level) == (code, level)
    told = found.figures["ahead"]
    assert isinstance(told, int)
    assert abs(told - ahead) <= 8  # A slow machine's time between the two readings.


@pytest.mark.parametrize("date", ["", "yesterday"])
def test_a_service_that_does_not_tell_its_time_is_no_fault(date: str) -> None:
    with web() as server:
        server.date = date
        assert look_at_clock(Target(server.address), now).code == "untold"


def test_a_clock_so_wrong_that_tls_fails_is_found_all_the_same(authority: Authority) -> None:
    with web(authority.issue("future", begins=1)) as server:
        server.date = format_datetime(now() + timedelta(days=2), usegmt=True)
        found = look_at_clock(Target(server.address), now, authority.context)
        assert [name for name, _path, _headers in server.asked] == ["HEAD"]
        assert not any("Authorization" in headers for _name, _path, headers in server.asked)
    assert found.code == "wrong"


def test_no_answer_leaves_the_clock_unjudged() -> None:
    assert look_at_clock(Target(f"http://{HOST}:{free_port()}"), now).code == "waits"
