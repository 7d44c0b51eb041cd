"""Vendors' files of hardware tokens, and who gets which."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from pathlib import Path

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin_api import Authenticator, AuthenticatorApi, NewAuthenticator
from hardware_tokens.assignments import Assignment, read_assignments
from hardware_tokens.commands.check import drift
from hardware_tokens.errors import TokenFileError
from hardware_tokens.giving import Giving
from hardware_tokens.seeds import Token, read_tokens

SEED = bytes(range(20))
HEX = SEED.hex()
BASE32 = base64.b32encode(SEED).decode()


def write(tmp_path: Path, text: str, name: str = "tokens.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        f"serial,seed,timeinterval\n2308712,{HEX},30\n",
        f"2308712,{HEX.upper()}\n",
        f"Serial Number;Secret Key;Time Interval\n2308712;{BASE32};30\n",
        f"upn,serial number,secret key,timeinterval,manufacturer,model\n,2308712,{BASE32.lower()},30,Token2,C202\n",
        f"# a comment of the vendor\nSN\tSeed\n2308712\t{HEX}\n",
        f"\ufeffserial,seed\n2308712,{BASE32[:16]} {BASE32[16:]}\n",
    ],
    ids=["feitian", "no-header", "semicolons", "entra", "tabs", "byte-order-mark"],
)
def test_the_forms_of_vendors_are_read(tmp_path: Path, text: str) -> None:
    tokens = read_tokens(write(tmp_path, text))

    assert tokens == {"2308712": Token("2308712", BASE32)}


def test_interval_digits_and_hash_are_the_tokens_own(tmp_path: Path) -> None:
    text = f"serial,seed,interval,digits,algorithm\nA-1,{HEX},60,8,HMAC-SHA256\n"

    token = read_tokens(write(tmp_path, text))["A-1"]

    assert (token.interval, token.digits, token.algorithm) == (60, 8, "sha256")


@given(seed=st.binary(min_size=16, max_size=64), encoded=st.sampled_from(["hex", "base32"]))
def test_a_seed_is_the_same_however_it_is_written(
    tmp_path_factory: pytest.TempPathFactory, seed: bytes, encoded: str
) -> None:
    text = seed.hex() if encoded == "hex" else base64.b32encode(seed).decode()
    path = write(tmp_path_factory.mktemp("seeds"), f"serial,seed\n1,{text}\n")

    token = read_tokens(path, "hex" if encoded == "hex" else "base32")["1"]

    assert base64.b32decode(token.seed + "=" * (-len(token.seed) % 8)) == seed


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"serial,seed\n1,{HEX}\n2,{HEX}zz\n", "row 3, column 'seed'"),
        (f"serial,Secret Key\n1,{HEX[:10]}\n", "row 2, column 'Secret Key': has 5 bytes"),
        (f"serial,seed\n1,{HEX}\n1,{HEX}\n", "row 3, column 'serial': 1 is there twice"),
        (f"serial,seed\n,{HEX}\n", "row 2, column 'serial'"),
        (f"serial,seed,interval\n1,{HEX},45\n", "row 2, column 'interval': '45' is none of 30, 60"),
        (f"serial,seed,digits\n1,{HEX},7\n", "row 2, column 'digits'"),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column_without_the_seed(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(TokenFileError) as caught:
        read_tokens(write(tmp_path, text))

    assert f"tokens.csv, {place}" in str(caught.value)
    assert HEX not in str(caught.value)


def test_a_token_does_not_print_its_seed() -> None:
    assert BASE32 not in repr(Token("1", BASE32))


TOKENS = {serial: Token(serial, BASE32) for serial in ("1", "2")}


def test_the_list_says_who_gets_which(tmp_path: Path) -> None:
    path = write(tmp_path, "Employee ID,Serial Number\nE-7,2\nE-8,1\n", "who.csv")

    assert read_assignments(path, TOKENS) == [Assignment("E-7", TOKENS["2"]), Assignment("E-8", TOKENS["1"])]


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ("E-7,3\n", "row 2, column 'serial': '3' is not in the vendor's file"),
        ("E-7,1\nE-7,2\n", "row 3, column 'employee': E-7 is there twice"),
        ("E-7,1\nE-8,1\n", "row 3, column 'serial': 1 goes to E-7 already"),
        (",1\n", "row 2, column 'employee': is empty"),
    ],
)
def test_a_list_that_cannot_be_meant_is_refused_as_a_whole(tmp_path: Path, rows: str, place: str) -> None:
    with pytest.raises(TokenFileError) as caught:
        read_assignments(write(tmp_path, f"employee,serial\n{rows}", "who.csv"), TOKENS)

    assert f"who.csv, {place}" in str(caught.value)


@pytest.mark.parametrize("steps", [-20, -1, 0, 1, 20])
def test_how_far_a_clock_is_off_is_told(steps: int) -> None:
    now = 1_800_000_000
    code = pyotp.TOTP(BASE32).at(now + 30 * steps)

    assert drift(TOKENS["1"], code, now) == steps


def test_a_code_of_another_token_is_none_of_its_codes() -> None:
    now = 1_800_000_000
    other = pyotp.TOTP(base64.b32encode(b"another seed of 20 b").decode()).at(now)

    assert drift(TOKENS["1"], other, now) is None


@dataclass(frozen=True)
class Account(AuthenticatorApi):
    """One person's authenticators, kept in memory."""

    connection: None = None  # type: ignore[assignment]
    realm: str = "r"
    kind: str = "staff"
    has: list[str] = field(default_factory=list)

    def person_type(self, user_id: str) -> str:
        return self.kind

    def of(self, user_id: str) -> list[Authenticator]:
        return [Authenticator(label, label) for label in self.has]

    def give(self, user_id: str, new: NewAuthenticator) -> None:
        self.has.append(new.label)

    def remove(self, user_id: str, authenticator: Authenticator) -> None:
        self.has.remove(authenticator.label)


@pytest.mark.parametrize(
    ("has", "replace", "status", "afterwards"),
    [
        ([], False, "given", ["1"]),
        (["1"], False, "unchanged", ["1"]),
        (["phone"], False, "refused", ["phone"]),
        (["phone"], True, "given", ["1"]),
        (["1", "phone"], True, "given", ["1"]),
        (["1"], True, "unchanged", ["1"]),
    ],
)
def test_what_somebody_has_already_is_replaced_only_when_it_is_said(
    has: list[str], replace: bool, status: str, afterwards: list[str]
) -> None:
    account = Account(has=list(has))

    [outcome] = Giving(account, {"E-7": "u"}, replace, dry_run=False).all([Assignment("E-7", TOKENS["1"])])

    assert outcome.status == status
    assert account.has == afterwards


def test_a_dry_run_changes_nothing_and_says_the_same() -> None:
    account = Account(has=["phone"])

    [outcome] = Giving(account, {"E-7": "u"}, replace=True, dry_run=True).all([Assignment("E-7", TOKENS["1"])])

    assert outcome.status == "given"
    assert account.has == ["phone"]


@pytest.mark.parametrize(("users", "kind"), [({}, "staff"), ({"E-7": "u"}, "student")])
def test_only_employees_of_the_roster_get_one(users: dict[str, str], kind: str) -> None:
    account = Account(kind=kind)

    [outcome] = Giving(account, users, replace=False, dry_run=False).all([Assignment("E-7", TOKENS["1"])])

    assert outcome.status == "refused"
    assert account.has == []
