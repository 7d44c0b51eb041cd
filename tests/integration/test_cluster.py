"""Two nodes on PostgreSQL: what is done to badges at one holds at the next scan at the other; people are found."""

from __future__ import annotations

import secrets
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from doctor.checks.nodes import check_nodes
from doctor.probes import node as node_probe
from tests.support.badge_realm import BadgeRealm, Person, SignIn, make_code
from tests.support.keycloak_cluster import ClusterNode, running_cluster
from tests.support.roster_realm import RosterRealm, person, school

pytestmark = [pytest.mark.integration, pytest.mark.lengthy]

PICTURES_AN_HOUR, UNKNOWN_CODES = 3, 100
ADDRESS = "127.0.9.9"
"""Of those who send codes that are nobody's: no other test uses it."""


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ClusterNode, ClusterNode]]:
    with running_cluster(tmp_path_factory.mktemp("cluster")) as running:
        yield running


@pytest.fixture(scope="module")
def first(nodes: tuple[ClusterNode, ClusterNode]) -> BadgeRealm:
    """A realm with badges, by the node that everything is changed at."""
    headers = {"Authorization": f"Bearer {nodes[0].admin_token()}"}
    made = httpx.post(
        f"{nodes[0].url}/admin/realms", json={"realm": "school", "enabled": True}, headers=headers, timeout=60
    )
    made.raise_for_status()
    return BadgeRealm(nodes[0], "school")


@pytest.fixture(scope="module")
def second(first: BadgeRealm, nodes: tuple[ClusterNode, ClusterNode]) -> BadgeRealm:
    """The same realm, by the other node."""
    return first.at(nodes[1])


def test_the_doctor_sees_both_nodes_in_one_cluster(nodes: tuple[ClusterNode, ClusterNode]) -> None:
    seen = [(each.management_url, node_probe.node(each.management_url)) for each in nodes]
    assert [one.cluster_size for _, one in seen if isinstance(one, node_probe.Node)] == [2, 2]
    assert list(check_nodes(seen)) == []


def test_a_void_badge_is_refused_at_the_next_scan_at_the_other_node(first: BadgeRealm, second: BadgeRealm) -> None:
    pupil = first.add_person()
    code = first.active_badge(pupil)
    assert second.hold_up(code).greeted().is_done  # and is in its cache now

    first.call("POST", "/badges/void", json={"people": [pupil.sourced_id]})

    assert second.hold_up(code).is_refused
    assert second.reason() == "wrong_secret"


def test_a_badge_that_is_activated_works_at_the_other_node(first: BadgeRealm, second: BadgeRealm) -> None:
    (badge,) = first.issue(first.add_person())
    assert second.hold_up(badge["code"]).is_refused

    first.call("POST", "/badges/activate", json={"credentials": [badge["credentialId"]]})

    assert second.hold_up(badge["code"]).greeted().is_done


def test_signing_out_with_the_badge_ends_sessions_of_the_other_node(first: BadgeRealm, second: BadgeRealm) -> None:
    pupil = first.add_person()
    done = second.hold_up(first.active_badge(pupil)).greeted()
    assert second.begin(done.browser).is_done

    first.call("POST", "/badges/void", json={"people": [pupil.sourced_id], "signOut": True})

    assert not second.begin(done.browser).is_done


def test_who_is_disabled_by_the_roster_is_refused_at_the_other_node(first: BadgeRealm, second: BadgeRealm) -> None:
    pupil = first.add_person()
    code = first.active_badge(pupil)
    assert second.hold_up(code).greeted().is_done

    row = {"type": "person", "op": "disable", "sourcedId": pupil.sourced_id}
    assert first.call("POST", "/roster/batch", json=[row])["counts"] == {"disabled": 1}

    assert second.hold_up(code).is_refused
    assert second.reason() == "disabled"


def test_codes_that_are_nobodys_count_wherever_they_are_sent(first: BadgeRealm, second: BadgeRealm) -> None:
    for node in (first, second):
        page = node.badge_page(ADDRESS)
        for _ in range(UNKNOWN_CODES // 2):
            page = page.post(badge=make_code(str(uuid.uuid4()), secrets.token_bytes(16)))

    for node in (first, second):
        assert node.badge_page(ADDRESS).post(badge="nonsense").is_refused
        assert node.reason() == "too_many_from_address"


@pytest.fixture
def pictures(first: BadgeRealm) -> Iterator[None]:
    """A picture is asked for after the badge."""
    first.configure(attributes={"homeroom.badge.second-step.picture": "KG"})
    yield
    first.configure(attributes={"homeroom.badge.second-step.picture": ""})


@pytest.mark.usefixtures("pictures")
class TestPictures:
    def test_wrong_pictures_count_wherever_they_are_sent(self, first: BadgeRealm, second: BadgeRealm) -> None:
        badge = badge_of(first, first.add_person())
        for node in (first, second, first):
            guess(badge, node.hold_up(badge["code"]))

        assert first.hold_up(badge["code"]).is_refused
        assert second.hold_up(badge["code"]).is_refused
        assert second.reason() == "too_many_answers"

    def test_guesses_at_both_nodes_at_once_are_no_more_than_the_limit(
        self, first: BadgeRealm, second: BadgeRealm
    ) -> None:
        pupil = first.add_person()
        badge = badge_of(first, pupil)
        pages = [node.hold_up(badge["code"]) for _ in range(15) for node in (first, second)]

        with ThreadPoolExecutor(len(pages)) as threads:
            list(threads.map(lambda page: guess(badge, page), pages))

        events = first.call("GET", f"/events?type=LOGIN_ERROR&user={pupil.id}&max=100")
        reasons = Counter(event["details"]["badge_refused_reason"] for event in events)
        assert reasons == {"wrong_picture": PICTURES_AN_HOUR, "too_many_answers": len(pages) - PICTURES_AN_HOUR}


@pytest.fixture(scope="module")
def district(nodes: tuple[ClusterNode, ClusterNode]) -> RosterRealm:
    """A realm with an administrator of the district, and people whose names are hard to find."""
    headers = {"Authorization": f"Bearer {nodes[0].admin_token()}"}
    made = httpx.post(
        f"{nodes[0].url}/admin/realms", json={"realm": "district", "enabled": True}, headers=headers, timeout=60
    )
    made.raise_for_status()
    realm = RosterRealm(nodes[0], "district")
    realm.prepare()
    results = realm.write(
        school("CV01"), person("admin", kind="staff", roles=["staff"], schools=["CV01"]), *map(_named, NAMES)
    )
    assert {result["status"] for result in results} == {"created"}, results
    realm.call(
        "POST",
        f"/users/{realm.user_id('admin')}/role-mappings/realm",
        [realm.call("GET", "/roles/district-admin")],
    )
    realm.set_password("admin")
    return realm


NAMES = {
    "angel": ("Ángel-José", "Muñoz Ñíguez"),
    "conan": ("Conan", "O\u2019Neil"),
    "soren": ("Søren", "Ødegård"),
    "ivan": ("Иван", "Петров"),
    "ming": ("明", "李"),
    "mira": ("मीरा", "शर्मा"),
}
"""First and last names, by id."""


def _named(sourced_id: str) -> dict[str, Any]:
    first_name, last_name = NAMES[sourced_id]
    return person(sourced_id, schools=["CV01"], username=f"{sourced_id}.7", firstName=first_name, lastName=last_name)


@pytest.mark.parametrize(
    ("search", "people"),
    [
        ("angel", ["angel"]),
        ("ÁNGEL niguez", ["angel"]),
        ("mun jose", ["angel"]),
        ("unoz", []),
        ("neil, conan", ["conan"]),
        ("o'neil", ["conan"]),
        ("ødegard", ["soren"]),
        ("Петр", ["ivan"]),
        ("иван", ["ivan"]),
        ("李", ["ming"]),
        ("मीरा", ["mira"]),
        ("soren.7", ["soren"]),
        ("x' | 'angel", []),
        ("%", []),
    ],
)
def test_people_of_a_district_are_found_by_how_words_of_their_names_begin(
    district: RosterRealm, search: str, people: list[str]
) -> None:
    headers = {"Authorization": f"Bearer {district.token('admin')}"}
    answer = district.admin.post("/care/find", json={"search": search}, headers=headers)

    assert answer.status_code == 200, answer.text
    assert [one["sourcedId"] for one in answer.json()["people"]] == people


def badge_of(school: BadgeRealm, pupil: Person) -> dict[str, Any]:
    """A badge that works, with the picture that follows it."""
    (badge,) = school.issue(pupil)
    school.call("POST", "/badges/activate", json={"credentials": [badge["credentialId"]]})
    return badge


def guess(badge: dict[str, Any], page: SignIn) -> None:
    page.post(picture="cat" if badge["picture"] != "cat" else "moon")
