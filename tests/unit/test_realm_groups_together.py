"""Which new groups go to the server in one request, and as what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from realm.plan import Create
from realm.resources.groups import Groups

KIND = Groups()


def creates(*paths: str, **fields: Mapping[str, Any]) -> list[Create]:
    return [Create("group", path, fields.get(path.rpartition("/")[2], {})) for path in paths]


def parcels(*paths: str) -> list[list[str]]:
    return [[change.name for change in parcel] for parcel in KIND.parcels(creates(*paths))]


class Sent:
    """Stands in for the server: notes what it is sent."""

    def __init__(self) -> None:
        self.bodies: list[Any] = []

    def post(self, *_segments: str, body: Any) -> None:
        self.bodies.append(body)

    def group_uuid(self, path: str) -> str:
        return f"id of {path}"


def sent(changes: list[Create]) -> Any:
    server = Sent()
    KIND.create_together(server, changes)  # type: ignore[arg-type]
    (body,) = server.bodies
    return body


def test_new_trees_at_the_top_are_one_parcel() -> None:
    assert parcels("/a", "/a/b", "/c", "/c/d") == [["/a", "/a/b", "/c", "/c/d"]]


def test_groups_below_groups_that_are_there_go_by_parent_and_a_single_one_by_itself() -> None:
    assert parcels("/a/b", "/a/b/c", "/d/e", "/a/f", "/g") == [["/a/b", "/a/b/c", "/a/f"]]


def test_a_tree_is_sent_whole_with_its_roles_and_attributes() -> None:
    changes = creates("/a", "/a/b", "/a/b/c", a={"realmRoles": ["staff"]}, c={"attributes": {"day": ["Monday"]}})
    below = {"name": "b", "subGroups": [{"name": "c", "subGroups": [], "attributes": {"day": ["Monday"]}}]}
    assert sent(changes) == {
        "parent": None,
        "groups": [{"name": "a", "subGroups": [below], "realmRoles": ["staff"]}],
    }


def test_groups_below_one_that_is_there_name_its_id() -> None:
    body = sent(creates("/clubs/chess", "/clubs/go"))
    assert body["parent"] == "id of /clubs"
    assert [group["name"] for group in body["groups"]] == ["chess", "go"]


@given(st.lists(st.integers(1, 400), max_size=8))
def test_no_parcel_begins_another_tree_when_it_is_full_and_none_is_left_out(sizes: list[int]) -> None:
    trees = [[f"/t{number}", *(f"/t{number}/{below}" for below in range(size))] for number, size in enumerate(sizes)]
    found = parcels(*(path for tree in trees for path in tree))
    assert sorted(path for parcel in found for path in parcel) == sorted(path for tree in trees for path in tree)
    tops = [[path for path in parcel if path.count("/") == 1] for parcel in found]
    assert all(len(parcel) < 500 + len(trees[int(top[-1][2:])]) for parcel, top in zip(found, tops, strict=True))
