"""What the demo prints for a person."""

from __future__ import annotations

import pytest

from homeroom.demo.document import Administrator, DemoDocument, DemoPerson
from homeroom.demo.report import print_report

BADGE = "HB1AFPSYHYON4FE6Q43DUGJUOQ6PVBAAAICAMCAKBQHBAEQUCYMBUHA6"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def person(**fields: str) -> DemoPerson:
    base = {"name": "Zoë O'Neill", "sourced_id": "cv01-s0001", "password": "tulip-otter-4821"}
    return DemoPerson.model_validate({**base, **fields})


def test_everything_that_somebody_types_or_copies_is_on_one_line_and_as_it_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    document = DemoDocument(
        base_url="http://localhost:8080",
        realm="cedar-valley",
        portal_url="http://localhost:8080/realms/cedar-valley/portal",
        desk_url="http://localhost:8081",
        admin=Administrator(username="admin", password="a[b]c"),
        people=(
            person(who="PreK-5 pupil", kind="pupil", username="zoneill", badge=BADGE),
            person(who="campus delegate", kind="delegate", username="a.very.long.user.name", totp_secret=SECRET),
        ),
        classes=("cv01-c0007",),
        district="/home/somebody/with [brackets]/district",
    )
    print_report(document)
    lines = capsys.readouterr().out.splitlines()
    for text in (document.portal_url, document.desk_url, "a[b]c", document.district, BADGE, SECRET, "cv01-c0007"):
        assert any(text in line for line in lines), text
    for shown in document.people:
        assert any(shown.who in line and shown.username in line and shown.password in line for line in lines)
