"""What only the deployment's own account and its own hosts see: versions, nodes, realm, roster, mail, clocks."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

from admin_api import AdminApiError, AdminConnection, RunsApi, ServerApi
from doctor.checks.clocks import check_difference, check_keeping
from doctor.checks.mail import MailRoute, check_mail, check_mail_is_set, route_of_realm
from doctor.checks.nodes import check_nodes
from doctor.checks.realm_drift import check_drift
from doctor.checks.roster_age import check_runs
from doctor.checks.sftp import check_host_key
from doctor.checks.versions import Versions, check_versions
from doctor.examination import Examination
from doctor.kit import PINNED
from doctor.probes.clock import keeps_time
from doctor.probes.host_key import host_key
from doctor.probes.mail_server import greeting
from doctor.probes.node import node
from realm.desired import desired_realm
from realm.drift_look import look_for_drift
from realm.errors import RealmError
from settings import DistrictFolder
from settings.sftp import SftpAccess
from sync.records import RunRecord

_RUNS = 50


@dataclass(frozen=True)
class Inside:
    """An examination with the powers of the deployment.

    Attributes:
        folder: the district.
        connection: to its Keycloak.
        examination: where findings go.
    """

    folder: DistrictFolder
    connection: AdminConnection
    examination: Examination

    def examine(self) -> None:
        """Look at everything. What cannot be looked at is noted, and the rest is looked at."""
        self._nodes()
        self._sftp()
        self.examination.judged("time of this machine", check_keeping(keeps_time()))
        for subject, look in (
            ("clock of the server", self._clock),
            ("versions", self._versions),
            ("mail", self._mail),
            ("realm", self._realm),
            ("roster", self._roster),
        ):
            try:
                look(subject)
            except (AdminApiError, RealmError) as failure:
                self.examination.unseen(subject, str(failure))

    def _nodes(self) -> None:
        urls = self.folder.deployment.keycloak.management_urls
        if urls:
            self.examination.judged("nodes", check_nodes([(url, node(url)) for url in urls]))
        else:
            self.examination.unseen(
                "nodes", "keycloak.management_urls in deployment.yaml does not say where they are managed"
            )

    def _sftp(self) -> None:
        for setting, access in _sftp_servers(self.folder):
            seen = host_key(access.host, access.port, access.host_key.split()[0])
            where = f"{access.host}:{access.port}"
            self.examination.judged(f"SFTP of {where}", check_host_key(setting, where, access.host_key, seen))

    def _clock(self, subject: str) -> None:
        begun = time.time()
        issued = self.connection.token_issued()
        if issued is None:
            return
        # The server tells whole seconds, and between asking and hearing some time passed.
        behind, ahead = issued + 1 - begun, issued - time.time()
        difference = behind if behind < 0 else max(ahead, 0.0)
        self.examination.judged(subject, check_difference(self.connection.url, difference))

    def _versions(self, subject: str) -> None:
        wanted = Versions(PINNED.keycloak, version("homeroom"))
        found = Versions(*ServerApi(self.connection).versions())
        self.examination.judged(subject, check_versions(self.connection.url, wanted, found))

    def _mail(self, subject: str) -> None:
        district = self.folder.district
        realm = self.connection.get(f"/admin/realms/{district.realm}")
        of_realm = route_of_realm(realm.get("smtpServer") or {})
        self.examination.judged(subject, check_mail_is_set(district.realm, of_realm))
        routes = [of_realm] if of_realm else []
        if server := district.mail:
            routes.append(MailRoute("`mail` in district.yaml", server.host, server.port, server.security))
        for route in routes:
            seen = greeting(route.host, route.port, route.security)
            self.examination.judged(f"mail by {route.host}:{route.port}", check_mail(route, seen))

    def _realm(self, subject: str) -> None:
        district = self.folder.district
        drift = look_for_drift(desired_realm(self.folder), self.connection, district.realm_policy)
        self.examination.judged(subject, check_drift(district.realm, tuple(str(edit) for edit in drift.edits)))

    def _roster(self, subject: str) -> None:
        district = self.folder.district
        answer = RunsApi(self.connection, district.realm).latest(_RUNS)
        records = [RunRecord.of_json(record) for record in answer]
        late = timedelta(hours=district.daemon.late_hours)
        self.examination.judged(subject, check_runs(district.realm, records, late, datetime.now(UTC)))


def _sftp_servers(folder: DistrictFolder) -> Iterator[tuple[str, SftpAccess]]:
    """Every SFTP server of the district, with the key of district.yaml that names it."""
    if source := getattr(folder.district.roster, "sftp", None):
        yield "roster.sftp", source
    for index, target in enumerate(folder.district.outbound):
        destination = getattr(target, "to", None)
        if isinstance(destination, SftpAccess):
            yield f"outbound[{index}].to", destination
