from __future__ import annotations

from collections.abc import Iterator

from realm.audit.audited import AuditedRealm, client_attribute, client_breach
from realm.audit.finding import Breach, Severity
from realm.audit.rule import Rule

_THEME = "homeroom"


class LoginPagesAreHomerooms(Rule):
    """The pages of a sign-in are Homeroom's."""

    severity = Severity.MEDIUM
    rationale = (
        "Another theme has no page for badges and no page that says why an application is refused, and Keycloak shows "
        "a "
        "stock page in their place without a word."
    )
    fix = (
        "loginTheme: homeroom. For a look of your own use branding in district.yaml, or a waiver for a theme that "
        "extends it."
    )

    def breaches(self, realm: AuditedRealm) -> Iterator[Breach]:
        """The realm's theme, and themes of clients."""
        theme = realm.setting("loginTheme")
        if theme != _THEME:
            yield realm.breach(f"the login theme is {theme or 'the stock one'}", "loginTheme")
        for client_id, client in realm.clients.items():
            own = client_attribute(client, "login_theme")
            if own not in ("", _THEME):
                yield client_breach(client_id, f"its login theme is {own}", "attributes", "login_theme")
