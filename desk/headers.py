"""Headers on every answer: what browsers may load, show and keep."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desk.site import Site

_STATIC_SECONDS = 3600


class StrictHeaders:
    """ASGI middleware that adds the headers."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        """Wrap an application.

        Args:
            app: the application.
            site: whose Keycloak forms may lead to.
        """
        self._app = app
        self._headers = _headers(site)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and its answer back with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        keep = scope["path"].startswith(("/static/", "/guides/"))

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    # A report brings a policy of its own.
                    headers.setdefault(name, value)
                headers["Cache-Control"] = f"public, max-age={_STATIC_SECONDS}" if keep else "no-store"
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _headers(site: Site) -> dict[str, str]:
    logo = urlsplit(site.district.branding.logo)
    images = f"'self' https://{logo.netloc}" if logo.scheme == "https" else "'self'"
    policy = {
        "default-src": "'none'",
        "style-src": f"'self' {site.keycloak_origin}",
        "img-src": images,
        # The films of the guides.
        "media-src": "'self'",
        # The page of a job looks how far it is; no other page has a script.
        "script-src": "'self'",
        "connect-src": "'self'",
        # Signing out posts to the desk, which redirects to Keycloak: browsers hold redirects of forms to this, too.
        "form-action": f"'self' {site.keycloak_origin}",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }
    headers = {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    if site.secure:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return headers
