"""Where this desk stands: its district, its address, its Keycloak."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

from settings import District, DistrictFolder

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
    """

    district: District
    url: str
    keycloak_url: str
    client_secret: str = field(repr=False)
    session_secret: str = field(repr=False)

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
        )

    @property
    def realm_url(self) -> str:
        """Address of the realm, which is its issuer too."""
        return f"{self.keycloak_url}/realms/{self.district.realm}"

    @property
    def portal_url(self) -> str:
        """Address of the portal."""
        return f"{self.realm_url}/portal"

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

    def today(self) -> date:
        """Today's date in the district."""
        return datetime.now(ZoneInfo(self.district.time_zone)).date()
