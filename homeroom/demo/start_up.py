"""One start of a demo: its servers one after another, the realm and the roster between them."""

from __future__ import annotations

from homeroom.demo.build import Built
from homeroom.demo.district_copy import desk_url, secret, write_deployment
from homeroom.demo.document import DemoDocument
from homeroom.demo.errors import DemoError
from homeroom.demo.fill import fill
from homeroom.demo.keycloak_server import keycloak_server, keycloak_url, lay_out, ready_url, start_failure
from homeroom.demo.places import StateFolder
from homeroom.demo.postgres import keycloak_settings, make_cluster, postgres_programs, postgres_server
from homeroom.demo.processes import Server, ServerProcess, start_server, stop_servers
from homeroom.demo.progress import Progress
from homeroom.demo.state import DemoRecord, write_record
from homeroom.demo.tool import last_lines
from homeroom.demo.waiting import answers, listens
from homeroom.demo.web_servers import desk_server, library_server
from settings import DistrictFolder

_KEYCLOAK_PATIENCE = 300.0
_PATIENCE = 60.0


class StartUp:
    """A start; whatever it started is ended again if it does not succeed."""

    def __init__(self, state: StateFolder, record: DemoRecord, progress: Progress) -> None:
        """Prepare a start in a state folder with a district copy, from a record without processes."""
        self._state = state
        self._record = record
        self._progress = progress

    def run(self, built: Built) -> DemoDocument:
        """Start everything.

        Raises:
            KeycloakStartError: Keycloak did not come up.
            DemoError: something else did not.
            SettingsError, AdminApiError: see `ensure_demo`.
        """
        try:
            return self._run(built)
        except BaseException:
            stop_servers(self._record.processes, self._state.path)
            self._note(processes=())
            raise

    def _run(self, built: Built) -> DemoDocument:
        write_deployment(self._state, self._record)
        with self._progress.step("Starting Keycloak"):
            self._start_keycloak(built)
        folder = DistrictFolder.at(self._state.district)
        examples = fill(folder, self._record.examples, self._progress)
        self._note(examples=examples)
        with self._progress.step("Starting the desk and the library"):
            self._start_web_servers()
        base = keycloak_url(self._record)
        realm = folder.district.realm
        document = DemoDocument(
            base_url=base,
            realm=realm,
            portal_url=f"{base}/realms/{realm}/portal",
            desk_url=desk_url(self._record),
            admin=self._record.admin,
            people=examples.people,
            classes=examples.classes,
            district=str(self._state.district),
        )
        self._note(document=document)
        return document

    def _start_keycloak(self, built: Built) -> None:
        lay_out(self._state, built.keycloak, built.themes)
        database = self._start_postgres() if self._record.database == "postgres" else {}
        server = keycloak_server(self._state, self._record, secret(self._state, "keycloak-client"), database)
        process = self._launch(server)
        if not answers(ready_url(self._record), process, patience=_KEYCLOAK_PATIENCE):
            raise start_failure(server.log)

    def _start_postgres(self) -> dict[str, str]:
        programs = postgres_programs()
        password = secret(self._state, "database")
        port = self._record.ports.postgres
        if not self._state.postgres.is_dir():
            make_cluster(programs, self._state, password)
        with postgres_server(programs, self._state, port) as server:
            process = self._launch(server)
        if not listens(port, process, patience=_PATIENCE):
            raise _not_up("PostgreSQL", server)
        return keycloak_settings(port, password)

    def _start_web_servers(self) -> None:
        ports = self._record.ports
        wanted = [(desk_server(self._state, self._record), ports.desk)]
        if "library" not in self._record.app_urls:
            wanted.append((library_server(self._state, self._record), ports.library))
        started = [(server, port, self._launch(server)) for server, port in wanted]
        for server, port, process in started:
            if not listens(port, process, patience=_PATIENCE):
                raise DemoError(
                    f"the {server.name} did not come up; the end of {server.log}:\n{last_lines(server.log)}"
                )

    def _launch(self, server: Server) -> ServerProcess:
        def recorded(process: ServerProcess) -> None:
            self._note(processes=(*self._record.processes, process))

        return start_server(server, self._state.path, recorded)

    def _note(self, **changes: object) -> None:
        self._record = self._record.model_copy(update=changes)
        write_record(self._state, self._record)


def _not_up(what: str, server: Server) -> DemoError:
    return DemoError(f"{what} did not come up; the end of {server.log}:\n{last_lines(server.log)}")
