"""A realm whose people recover forgotten passwords, and somebody who begins to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.mailbox import Mailbox, running_mailbox
from tests.support.recovery_realm import Recovery, RecoveryRealm
from tests.support.school_realm import Keycloak, SchoolBrowser, school_browser


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with running_mailbox() as running:
        yield running


@pytest.fixture(scope="module")
def school(keycloak: Keycloak, realm: str, mailbox: Mailbox) -> RecoveryRealm:
    return RecoveryRealm(keycloak, realm, mailbox)


@pytest.fixture(autouse=True)
def policy(school: RecoveryRealm) -> Iterator[None]:
    """Every test begins and ends with the same policy."""
    yield
    school.set_questions()
    school.set_recovery()


@pytest.fixture
def recovery(school: RecoveryRealm) -> Iterator[Recovery]:
    with school_browser(school) as browser:
        yield Recovery(browser)


@pytest.fixture
def another_browser(school: RecoveryRealm) -> Iterator[SchoolBrowser]:
    """One on another machine: there the mail is read."""
    with school_browser(school) as browser:
        yield browser
