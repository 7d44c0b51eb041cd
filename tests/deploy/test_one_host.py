"""`site.yml` makes a working district of one bare host, and of one that works what the files say."""

from __future__ import annotations

import socket
import ssl

import pytest
from playwright.sync_api import Page

from homeroom.demo.document import DemoPerson
from tests.support.deployed_district import PORTAL_NAME, DeployedDistrict
from tests.support.pages import PortalPage, SignInPage

pytestmark = pytest.mark.deploy


def test_a_second_run_changes_nothing(one_host: DeployedDistrict) -> None:
    again = one_host.play()

    assert again.changed == {"portal": 0}, again.changed_tasks


@pytest.mark.lengthy
def test_check_mode_tells_what_was_changed_by_hand_and_leaves_it(one_host: DeployedDistrict) -> None:
    limits = "/etc/haproxy/haproxy.cfg"
    one_host.host.run(f"sed -i 's/ssl-min-ver TLSv1.2/ssl-min-ver TLSv1.1/' {limits}; chmod 0644 /etc/homeroom/tls/*")

    announced = one_host.play("site.yml", "--check")
    left = one_host.host.run(f"grep -c TLSv1.1 {limits}")
    mended = one_host.play()

    wrong = ["proxy : Write the certificate with its key", "proxy : Write the proxy's settings"]
    assert [task for task in announced.changed_tasks if not task.startswith("HANDLER")] == wrong
    assert left == "1\n"
    assert set(wrong) <= set(mended.changed_tasks)


def test_a_pupil_signs_in_through_the_proxy(
    one_host: DeployedDistrict, people: dict[str, DemoPerson], page: Page
) -> None:
    pupil = people["pupil"]
    portal = PortalPage(page, one_host.portal_url)

    portal.open()
    SignInPage(page).with_password(pupil.username, str(pupil.password))

    assert portal.applications() == {"clever", "library"}


def test_a_teacher_signs_in_with_a_one_time_code(
    one_host: DeployedDistrict, people: dict[str, DemoPerson], page: Page
) -> None:
    teacher = people["teacher"]
    portal = PortalPage(page, one_host.portal_url)
    sign_in = SignInPage(page)

    portal.open()
    sign_in.with_password(teacher.username, str(teacher.password))
    sign_in.with_one_time_code(str(teacher.totp_secret))

    assert "desk" in portal.applications()


@pytest.mark.parametrize(
    "path", ["/admin/master/console/", "/admin/realms", "/realms/master/account", "/metrics", "/health/ready"]
)
def test_what_is_for_administrators_is_refused_from_elsewhere(one_host: DeployedDistrict, path: str) -> None:
    assert one_host.request(path).status_code == 403


@pytest.mark.parametrize(
    "path",
    [
        "/realms/%6Daster/account",
        "/%61dmin/realms",
        "//admin/realms",
        "/realms/cedar-valley/../master/account",
        "/realms/cedar-valley/%2e%2e/%2e%2e/admin/realms",
        "/resources/..;/admin/realms",
    ],
)
def test_writing_an_address_in_another_way_does_not_help(one_host: DeployedDistrict, path: str) -> None:
    assert one_host.request(path).status_code == 403


def test_administrators_reach_the_console_from_their_networks(one_host: DeployedDistrict) -> None:
    assert one_host.request("/admin/master/console/", source=one_host.fleet.office).status_code == 200


def test_people_reach_their_realm_from_anywhere(one_host: DeployedDistrict) -> None:
    found = one_host.request("/realms/cedar-valley/.well-known/openid-configuration")

    assert found.json()["issuer"] == f"https://{PORTAL_NAME}/realms/cedar-valley"


def test_browsers_are_told_to_insist_on_https(one_host: DeployedDistrict) -> None:
    answer = one_host.request("/realms/cedar-valley/portal")

    assert answer.headers.get_list("strict-transport-security") == ["max-age=31536000"]


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated")
@pytest.mark.parametrize(
    ("version", "taken"),
    [(ssl.TLSVersion.TLSv1_1, False), (ssl.TLSVersion.TLSv1_2, True), (ssl.TLSVersion.TLSv1_3, True)],
)
def test_only_tls_from_1_2_on_is_spoken(one_host: DeployedDistrict, version: ssl.TLSVersion, taken: bool) -> None:
    context = ssl.create_default_context(cadata=one_host.authority.certificate)
    context.minimum_version = context.maximum_version = version
    context.set_ciphers("ALL:@SECLEVEL=0")  # or else it is this side that refuses old ones

    with socket.create_connection((one_host.host.address, 443), timeout=10) as plain:
        try:
            with context.wrap_socket(plain, server_hostname=PORTAL_NAME) as spoken:
                answer = spoken.version()
        except ssl.SSLError as refused:
            answer = str(refused.reason)

    assert (answer == version.name.replace("_", ".")) is taken, answer


def test_http_leads_to_https(one_host: DeployedDistrict) -> None:
    said = one_host.host.run(f"curl --silent --head http://{PORTAL_NAME}/realms/cedar-valley/portal")

    assert f"location: https://{PORTAL_NAME}/realms/cedar-valley/portal" in said.lower()


def test_keycloak_is_shut_into_a_sandbox(one_host: DeployedDistrict) -> None:
    # Ends with a failure above the threshold, which is in tenths.
    one_host.host.run("systemd-analyze security keycloak.service --threshold=30 --no-pager")


def test_keycloak_and_its_database_are_reached_by_nobody_but_this_host(one_host: DeployedDistrict) -> None:
    listening = one_host.host.run("ss --listening --tcp --no-header --numeric").splitlines()
    addresses = {line.split()[3] for line in listening}

    assert {
        entry.rpartition(":")[2] for entry in addresses if not entry.startswith(("127.", "[::1]", "[::ffff:127."))
    } == {
        "22",
        "80",
        "443",
    }


@pytest.mark.lengthy
def test_a_rebooted_host_lets_people_in_again(
    one_host: DeployedDistrict, people: dict[str, DemoPerson], page: Page
) -> None:
    pupil = people["pupil"]
    portal = PortalPage(page, one_host.portal_url)

    one_host.host.reboot()
    portal.open()
    SignInPage(page).with_password(pupil.username, str(pupil.password))

    portal.expect_open()
