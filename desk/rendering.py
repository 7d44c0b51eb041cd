"""Pages from templates: in the reader's language, with the district's name, and never to be kept by a browser."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from desk.language import Language, accepted, choose
from desk.sessions import Session
from desk.site import Site
from desk.times import times_in

LANGUAGE = "language"
"""Where the choice of language is kept in the cookie."""


class Pages:
    """Renders the templates."""

    def __init__(self, site: Site, languages: tuple[Language, ...]) -> None:
        """Load the templates.

        Args:
            site: what every page shows of the district.
            languages: those to choose from.
        """
        self.languages = languages
        self._site = site
        self._environment = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(site=site, languages=languages)
        self._environment.filters["sentence"] = lambda text: text[:1].upper() + text[1:]

    def language(self, request: Request, session: Session | None) -> Language:
        """The reader's language: chosen here, else in Keycloak, else in the browser."""
        return choose(
            self.languages,
            [
                str(request.session.get(LANGUAGE, "")),
                session.person.locale if session else "",
                *accepted(request.headers.get("accept-language", "")),
            ],
        )

    def render(
        self, request: Request, template: str, session: Session | None, *, status: int = 200, **values: object
    ) -> HTMLResponse:
        """A page.

        Args:
            request: what is answered.
            template: file below `templates/`.
            session: who is signed in; None for pages that anybody may see.
            status: of the answer.
            values: what the template shows.
        """
        language = self.language(request, session)
        page = self._environment.get_template(template)
        return HTMLResponse(
            page.render(
                values,
                language=language,
                say=language.say,
                count=language.count,
                written=times_in(language, self._site.zone, self._site.now),
                session=session,
                path=request.url.path,
            ),
            status,
        )
