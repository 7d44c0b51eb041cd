"""Where this desk stands: its district, its address, its Keycloak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

from badge_tool.set_file import SetFile
from settings import District, DistrictFolder
from settings.badge_sets import BadgeSet
from settings.folder import DRIFT_FILE

CLIENT_ID = "desk"
"""The desk's client in the district's realm."""


@dataclass(frozen=True)
class Site:
    """What every page needs to know, and nothing that changes while the desk runs.

    Attributes:
        district: who the district is.
        url: the desk's address as browsers see it, without a slash at the end.
        keycloak_url: Keycloak's, likewise.
        client_secret: of the client `desk`.
        session_secret: signs the session cookie.
        sets: saved parameters of printing, by name.
        calls_url: where this machine calls Keycloak, if that is not `keycloak_url`; likewise.
        reports: folder with the registrar's reports; None if the district has none written.
        guides: folder of the people's guides, which need not be built; None: there are none at this desk.
        drift: file with what the watch of the realm found last; None if it is not known where that would be.
    """

    district: District
    url: str
    keycloak_url: str
    client_secret: str = field(repr=False)
    session_secret: str = field(repr=False)
    sets: Mapping[str, BadgeSet] = field(default_factory=dict)
    calls_url: str = ""
    reports: Path | None = None
    guides: Path | None = None
    drift: Path | None = None

    @classmethod
    def of(cls, folder: DistrictFolder) -> Site:
        """The site that a district folder describes. Raises SettingsError."""
        deployment = folder.deployment
        return cls(
            district=folder.district,
            url=deployment.desk.url.rstrip("/"),
            keycloak_url=deployment.keycloak.url.rstrip("/"),
            client_secret=deployment.desk.client_secret,
            session_secret=deployment.desk.session_secret,
            sets=SetFile.of(folder).sets(),
            calls_url=deployment.keycloak.called_at,
            reports=folder.reports_path(),
            guides=folder.guides_path(),
            drift=folder.state_path() / DRIFT_FILE,
        )

    def has_guides(self, language: str) -> bool:
        """Whether the people's guides are built in a language; they can be while the desk runs."""
        return self.guides is not None and (self.guides / language / "index.html").is_file()

    @property
    def realm_url(self) -> str:
        """Address of the realm, which is its issuer too."""
        return f"{self.keycloak_url}/realms/{self.district.realm}"

    @property
    def called_at(self) -> str:
        """Where this machine calls Keycloak, without a slash at the end."""
        return self.calls_url or self.keycloak_url

    @property
    def metadata_url(self) -> str:
        """Where this machine asks for the realm's OpenID Connect endpoints."""
        return f"{self.called_at}/realms/{self.district.realm}/.well-known/openid-configuration"

    @property
    def portal_url(self) -> str:
        """Address of the portal."""
        return f"{self.realm_url}/portal"

    @property
    def claim_url(self) -> str:
        """Address at which accounts are claimed."""
        return f"{self.realm_url}/claim"

    @property
    def brand_url(self) -> str:
        """The stylesheet with the district's colours; the query changes with them, so that browsers may keep it."""
        branding = self.district.branding
        return f"{self.portal_url}/brand.css?{urlencode({'of': f'{branding.color}-{branding.accent}'})}"

    @property
    def callback_url(self) -> str:
        """Where Keycloak sends people back to."""
        return f"{self.url}/sign-in/callback"

    @property
    def signed_out_url(self) -> str:
        """Where Keycloak sends people who have signed out; it knows no addresses for that but the desk's own."""
        return f"{self.url}/signed-out"

    @property
    def secure(self) -> bool:
        """Whether browsers reach the desk by https."""
        return self.url.startswith("https://")

    @property
    def port(self) -> int:
        """The port in the desk's address."""
        address = urlsplit(self.url)
        return address.port or (443 if self.secure else 80)

    @property
    def keycloak_origin(self) -> str:
        """Scheme, host and port of Keycloak, for content security policies."""
        address = urlsplit(self.keycloak_url)
        return f"{address.scheme}://{address.netloc}"

    @property
    def zone(self) -> ZoneInfo:
        """The district's time zone."""
        return ZoneInfo(self.district.time_zone)

    def now(self) -> datetime:
        """The time in the district."""
        return datetime.now(self.zone)

    def today(self) -> date:
        """Today's date in the district."""
        return self.now().date()
