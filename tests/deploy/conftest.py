"""The district on real hosts: one of them has everything."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from homeroom.demo.document import DemoPerson
from tests.support.chromium import FLAGS, PROGRAM
from tests.support.deployed_district import DeployedDistrict, deployed
from tests.support.hosts import hosts


@pytest.fixture(scope="session")
def one_host() -> Iterator[DeployedDistrict]:
    """The district on one host, which was bare before; without people. The host `spare` stays bare."""
    with hosts("portal", "spare") as fleet:
        yield deployed(fleet, "one-host", proxy="portal")


@pytest.fixture(scope="session")
def people(one_host: DeployedDistrict) -> dict[str, DemoPerson]:
    """Example people of the district on one host, by kind, after a sync of its roster."""
    one_host.put_roster("portal")
    one_host.host.run("homeroom sync run --district /etc/homeroom/district")
    return one_host.sign_up("portal")


@pytest.fixture
def page(one_host: DeployedDistrict) -> Iterator[Page]:
    """A page of a browser somewhere in the district, in English."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=PROGRAM, args=[*FLAGS, *one_host.browser_flags()])
        yield browser.new_context(locale="en-US").new_page()
        browser.close()
