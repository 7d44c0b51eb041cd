"""What `realm audit` makes of breaches: the file and line to mend, waivers, the report."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from realm.audit.audit import rule_names
from realm.audit.finding import Breach, Finding, Place, Severity
from realm.audit.kcwarden_rules import NOT_ASKED, kcwarden_results, kcwarden_rule_names
from realm.audit.places import Places
from realm.audit.reference import PAGE, with_rules
from realm.audit.report import Report
from realm.audit.rules import all_rules
from realm.audit.waivers import DistrictWaivers, base_applied, base_waivers
from realm.merge import RealmModel, merged
from realm.representation import keyed_file, keyed_live
from realm.secret_digest import SecretDigest
from settings import DistrictFolder, SettingsError
from settings.render import render
from settings.yaml_file import YamlFile, read_yaml

ROOT = Path(__file__).parents[2]
TODAY = date(2027, 1, 15)
DISTRICT = """\
name: Example Schools
realm: r
help_contact: the front office
realm_policy:
  waivers:
    - {rule: tls-is-required, resource: realm r, reason: A test server, until: 2027-01-15}
    - {rule: web-origins-are-named, resource: "client s*", reason: An old application, until: 2027-01-14}
    - {rule: offline-tokens-end, resource: "*", reason: Nobody uses them, until: 2028-01-01}
"""


def finding(rule: str, resource: str = "realm r", **more: Any) -> Finding:
    kind, _, name = resource.rpartition(" ")
    fields: dict[str, Any] = {
        "problem": "p",
        "rationale": "w",
        "fix": "f",
        "place": Place("realm/"),
        "severity": Severity.HIGH,
    } | more
    return Finding(rule=rule, kind=kind, name=name, **fields)


def district_waivers(folder: Path, text: str = DISTRICT) -> DistrictWaivers:
    (folder / "district.yaml").write_text(text, encoding="utf-8")
    district = DistrictFolder.at(folder).district
    return DistrictWaivers(district.realm_policy.waivers, read_yaml(folder / "district.yaml"), TODAY)


def places(folder: Path, *texts: str) -> Places:
    (folder / "realm").mkdir()
    files = []
    for index, text in enumerate(("realm: r", *texts)):
        path = folder / "realm" / f"{index}.yaml"
        path.write_text(text, encoding="utf-8")
        files.append(render(read_yaml(path)))
    base = read_yaml(ROOT / "realm" / "base" / "sessions.yaml")
    model: RealmModel = merged("r", [keyed_file(file) for file in (base, *files)])
    return Places(model, folder, YamlFile(folder / "district.yaml", {}, {("badges", "grades"): 7}))


def test_a_finding_names_the_file_and_line_that_spoke_last(tmp_path: Path) -> None:
    found = places(tmp_path, "rememberMe: false\n", "enabled: true\nrememberMe: true\n")
    breach = Breach("realm", "r", ("rememberMe",), "people may stay signed in")

    assert found.of(breach, {"rememberMe": True}) == Place("realm/2.yaml", 2)


def test_a_value_that_was_changed_by_hand_is_told_as_such(tmp_path: Path) -> None:
    found = places(tmp_path, "rememberMe: false\n")
    breach = Breach("realm", "r", ("rememberMe",), "people may stay signed in")

    assert found.of(breach, {"rememberMe": True}) == Place("realm/1.yaml", 1, differs=True)


def test_the_line_of_one_address_of_a_client_is_named(tmp_path: Path) -> None:
    text = "clients:\n  - clientId: shop\n    redirectUris:\n      - https://a.example/\n      - http://b.example/\n"
    breach = Breach("client", "shop", ("clients", "shop", "redirectUris", 1), "answers may go to http://b.example/")
    live = {"clients": {"shop": {"redirectUris": ["http://b.example/", "https://a.example/"]}}}

    assert places(tmp_path, text).of(breach, live) == Place("realm/1.yaml", 5)


def test_what_no_file_says_belongs_in_the_districts_realm_folder(tmp_path: Path) -> None:
    found = places(tmp_path, "clients: [{clientId: shop}]\nattributes: {a: b}\n")

    assert found.of(Breach("client", "x", ("clients", "x", "webOrigins"), "p"), {}) == Place("realm/")
    assert found.of(Breach("realm", "r", ("attributes", "c"), "p"), {}) == Place("realm/")


def test_a_value_of_the_school_realm_is_shown_as_the_kits(tmp_path: Path) -> None:
    place = places(tmp_path).of(Breach("realm", "r", ("ssoSessionIdleTimeout",), "p"), {"ssoSessionIdleTimeout": 3600})

    assert place.file == "realm/base/sessions.yaml"
    assert place.line is not None


def test_what_district_yaml_decides_is_mended_there(tmp_path: Path) -> None:
    breach = Breach("realm", "r", ("attributes", "homeroom.badge.grades"), "p", setting=("badges", "grades"))

    assert places(tmp_path).of(breach, {}) == Place("district.yaml", 7)


def test_a_waiver_covers_its_finding_on_its_last_day_and_tells_why(tmp_path: Path) -> None:
    first = district_waivers(tmp_path).applied([finding("tls-is-required")])[0]

    assert not first.is_open
    assert first.waived == "A test server (until 2027-01-15)"


def test_a_waiver_of_another_resource_covers_nothing(tmp_path: Path) -> None:
    assert district_waivers(tmp_path).applied([finding("tls-is-required", "realm other")])[0].is_open


def test_an_expired_waiver_covers_nothing_and_is_a_finding_itself(tmp_path: Path) -> None:
    found = district_waivers(tmp_path).applied([finding("web-origins-are-named", "client shop")])
    expired = [entry for entry in found if entry.rule == "waivers-are-in-date"]

    assert found[0].is_open
    assert [(entry.place, entry.is_open) for entry in expired] == [(Place("district.yaml", 7), True)]


def test_an_unused_waiver_is_told_of_and_leaves_nothing_open(tmp_path: Path) -> None:
    found = district_waivers(tmp_path).applied(
        [finding("tls-is-required"), finding("web-origins-are-named", "client s")]
    )
    unused = [entry for entry in found if entry.rule == "waivers-are-used"]

    assert [(entry.resource, entry.place.line) for entry in unused] == [("waiver offline-tokens-end of *", 8)]
    assert not unused[0].is_open


@pytest.mark.parametrize("broken", ["reason: A test server, ", "until: 2027-01-15", "resource: realm r, "])
def test_a_waiver_without_a_reason_a_day_or_a_resource_is_refused_with_its_line(tmp_path: Path, broken: str) -> None:
    with pytest.raises(SettingsError) as refused:
        district_waivers(tmp_path, DISTRICT.replace(broken, "", 1))

    assert refused.value.line == 6
    assert "missing" in refused.value.message


def test_a_waiver_with_an_empty_reason_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        district_waivers(tmp_path, DISTRICT.replace("reason: A test server", 'reason: "  "', 1))

    assert (refused.value.line, refused.value.key) == (6, "realm_policy.waivers[0].reason")


def test_a_waiver_of_a_rule_that_there_is_not_is_refused_with_its_line_and_the_rule_that_may_be_meant(
    tmp_path: Path,
) -> None:
    waivers = district_waivers(tmp_path, DISTRICT.replace("offline-tokens-end", "offline-token-ends"))
    with pytest.raises(SettingsError) as refused:
        waivers.check(rule_names())

    assert refused.value.line == 8
    assert "offline-tokens-end" in refused.value.message


def test_every_waiver_of_the_kit_is_of_a_rule_that_there_is() -> None:
    assert {rule for waiver in base_waivers() for rule in waiver.rules} <= set(rule_names())


def test_the_kits_waivers_of_applications_leave_a_client_made_by_hand_open() -> None:
    rule = "kcwarden/SamlClientWithClientSignatureDisabled"
    found = base_applied(
        [finding(rule, "client clever", is_application=True), finding(rule, "client by-hand")], base_waivers()
    )

    assert [entry.is_open for entry in found] == [False, True]


def test_every_rule_says_how_bad_it_is_why_and_how_to_mend_it() -> None:
    rules = all_rules()

    assert len({rule.name for rule in rules}) == len(rules) > 30
    for rule in rules:
        assert isinstance(rule.severity, Severity), rule.name
        assert min(len(rule.rationale), len(rule.fix), len(rule.sentence)) > 8, rule.name
        assert rule.name == _hyphenated(type(rule).__name__)


def test_the_reference_lists_the_rules_as_they_are() -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")

    assert page == with_rules(page), "run: python -m realm.audit.reference"


def test_the_report_counts_what_is_open_and_shows_the_worst_first() -> None:
    report = Report(
        "r",
        [
            finding("tls-is-required", severity=Severity.LOW, problem="plain http"),
            finding(
                "registration-is-a-claim", severity=Severity.CRITICAL, place=Place("realm/a.yaml", 3, differs=True)
            ),
            finding("badges-are-for-the-young-and-special-ed", severity=Severity.INFO),
            finding("offline-tokens-end", waived="Nobody uses them"),
        ],
    )
    console = Console(width=120, file=StringIO())
    with console.capture() as printed:
        console.print(report)
    text = printed.get()
    document = json.loads(json.dumps(report.as_json()))

    assert text.index("CRITICAL") < text.index("LOW") < text.index("INFO") < text.index("WAIVED")
    assert "realm/a.yaml:3" in text
    assert "2 open (1 critical, 1 low), 1 waived" in text
    assert document["open"] == 2
    assert document["findings"][0]["rule"] == "registration-is-a-claim"
    assert [entry["waived"] for entry in document["waived"]] == ["Nobody uses them"]


def test_kcwardens_rules_are_asked_about_a_realm_in_keyed_form() -> None:
    live = keyed_live(REPRESENTATION)
    found = {(result.rule, result.breach.name, result.breach.path) for result in kcwarden_results(live)}

    assert (
        "kcwarden/ClientShouldDisableImplicitGrantFlow",
        "shop",
        ("clients", "shop", "implicitFlowEnabled"),
    ) in found
    assert ("kcwarden/RealmEmailVerificationDisabled", "r", ("verifyEmail",)) in found


def test_kcwardens_rules_are_asked_about_a_realm_whose_secrets_are_told_by_digest() -> None:
    live = keyed_live({**REPRESENTATION, "smtpServer": {"host": "mail", "password": SecretDigest(b"nonce", "ab")}})

    assert {result.rule for result in kcwarden_results(live)} >= {"kcwarden/RealmEmailVerificationDisabled"}


def test_a_rule_of_kcwarden_that_ours_replace_is_not_asked_besides() -> None:
    ours = {rule.name for rule in all_rules()}

    assert not {f"kcwarden/{name}" for name in NOT_ASKED} & set(kcwarden_rule_names())
    assert {name for name in NOT_ASKED.values() if " " not in name} <= ours


def _hyphenated(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).removeprefix("-")


REPRESENTATION: dict[str, Any] = {
    "realm": "r",
    "verifyEmail": False,
    "revokeRefreshToken": True,
    "refreshTokenMaxReuse": 0,
    "attributes": {"a": "b"},
    "components": {},
    "roles": {
        "realm": [{"name": "a", "composite": False, "clientRole": False}],
        "client": {"shop": [{"name": "launch", "composite": False, "clientRole": True}]},
    },
    "groups": [
        {
            "name": "clubs",
            "path": "/clubs",
            "attributes": {"x": ["y"]},
            "realmRoles": [],
            "clientRoles": {},
            "subGroups": [],
        }
    ],
    "scopeMappings": [{"clientScope": "s", "roles": ["a"]}],
    "clients": [
        {
            "clientId": "shop",
            "protocol": "openid-connect",
            "enabled": True,
            "publicClient": False,
            "clientAuthenticatorType": "client-secret",
            "standardFlowEnabled": True,
            "implicitFlowEnabled": True,
            "directAccessGrantsEnabled": False,
            "serviceAccountsEnabled": False,
            "fullScopeAllowed": False,
            "redirectUris": ["https://shop.example/"],
            "attributes": {},
            "defaultClientScopes": ["s"],
            "optionalClientScopes": [],
        }
    ],
    "clientScopes": [{"name": "s", "protocolMappers": []}],
    "identityProviders": [],
    "identityProviderMappers": [],
}
