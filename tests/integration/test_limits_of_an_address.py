"""How often anybody may be refused who comes from one address: in a claim, and in a recovery."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.claim_realm import ClaimRealm, asks_for_password, is_refused
from tests.support.mailbox import Mailbox, running_mailbox
from tests.support.recovery_realm import Recovery, RecoveryRealm, wrong_answers
from tests.support.school_realm import Keycloak, SchoolBrowser, school_browser

pytestmark = pytest.mark.integration

RECOVERIES = 100
"""In ten minutes."""
CLAIMS_AT_LEAST, CLAIMS_AT_MOST = 240, 300
"""A limit that is this large may refuse a little early."""
A_USERNAME = 5
"""Tries; more are refused because of the username."""
AT_ONCE = 4
CROWDED, QUIET = "127.0.0.77", "127.0.0.78"


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with running_mailbox() as running:
        yield running


@pytest.fixture(scope="module")
def claims(keycloak: Keycloak, realm: str) -> ClaimRealm:
    return ClaimRealm(keycloak, realm)


@pytest.fixture(scope="module")
def recoveries(keycloak: Keycloak, realm: str, mailbox: Mailbox) -> RecoveryRealm:
    return RecoveryRealm(keycloak, realm, mailbox)


def _wrong_claims(claims: ClaimRealm, count: int) -> int:
    """How many of so many wrong codes were answered as a wrong code is."""
    claim = claims.begin(CROWDED)
    refused = 0
    for _ in range(count):
        claim = claim.post(code="".join(secrets.choice("23456789ABCDEFGH") for _ in range(12)))
        refused += is_refused(claim)
    return refused


def test_after_300_wrong_codes_from_an_address_the_right_one_waits_there_and_nowhere_else(claims: ClaimRealm) -> None:
    code = claims.letter(claims.add_person("somebody.with.a.letter"))
    with ThreadPoolExecutor(AT_ONCE) as threads:
        shares = [CLAIMS_AT_MOST // AT_ONCE + 1] * AT_ONCE
        refused = sum(threads.map(lambda count: _wrong_claims(claims, count), shares))
    assert CLAIMS_AT_LEAST <= refused <= CLAIMS_AT_MOST

    crowded = claims.begin(CROWDED).post(code=code)

    assert "tried too many times" in crowded.page.text
    assert claims.reasons()[0] == "too_many"
    assert asks_for_password(claims.begin(QUIET).post(code=code))


def _wrong_recoveries(browser: SchoolBrowser, name: str) -> bool:
    """Whether five wrong tries of a username were each answered as wrong answers."""
    recovery = Recovery(browser)
    recovery.say(name)
    answers = []
    for _ in range(A_USERNAME):
        recovery.answer(wrong_answers(recovery.page))
        answers.append(recovery.says_wrong)
    return all(answers)


def test_after_100_wrong_answers_from_an_address_nobody_is_asked_there_and_elsewhere_all_are(
    recoveries: RecoveryRealm,
) -> None:
    def guess(number: int) -> bool:
        with school_browser(recoveries, address=CROWDED) as browser:
            return _wrong_recoveries(browser, f"nobody.{number}")

    with ThreadPoolExecutor(AT_ONCE) as threads:
        assert all(threads.map(guess, range(RECOVERIES // A_USERNAME)))

    with school_browser(recoveries, address=CROWDED) as crowded, school_browser(recoveries, address=QUIET) as quiet:
        there, elsewhere = Recovery(crowded), Recovery(quiet)
        there.say("another.nobody")
        elsewhere.say("another.nobody")

    assert there.says_rest
    assert not elsewhere.says_rest
