"""Options that several commands of `homeroom realm` take."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from realm.target import Target
from settings import DistrictFolder
from settings.deployment import KeycloakAccess

_NO_ACCOUNT = (
    "How to sign in to --server is not said: --client-id with HOMEROOM_CLIENT_SECRET, or --username with "
    "HOMEROOM_PASSWORD"
)

_OPTIONS = (
    click.option(
        "--district",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DIR",
        show_default="the current folder",
        help="The district folder.",
    ),
    click.option(
        "--file",
        "files",
        multiple=True,
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE...",
        help="Realm representations in YAML or JSON in place of a district's files; later ones override earlier ones.",
    ),
    click.argument("more_files", nargs=-1, type=click.Path(dir_okay=False, path_type=Path), metavar=""),
    click.option("--realm", "realm_name", metavar="NAME", help="The realm, if the files name another or none."),
    click.option(
        "--var", "variables", multiple=True, metavar="NAME=VALUE", help="A name that templates in --file may use."
    ),
    click.option("--server", metavar="URL", envvar="HOMEROOM_SERVER", help="Keycloak's address."),
    click.option(
        "--client-id",
        metavar="ID",
        envvar="HOMEROOM_CLIENT_ID",
        help="With --server: the client of a service account. Its secret is in HOMEROOM_CLIENT_SECRET.",
    ),
    click.option(
        "--username",
        metavar="NAME",
        envvar="HOMEROOM_USERNAME",
        help="With --server: an administrator instead. The password is in HOMEROOM_PASSWORD.",
    ),
    click.option(
        "--auth-realm",
        metavar="REALM",
        envvar="HOMEROOM_AUTH_REALM",
        default="master",
        show_default=True,
        help="With --server: the realm of that client or administrator.",
    ),
)


def target_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say which realm is meant; they arrive as `target`, a Target."""

    @wraps(command)
    def with_target(
        *arguments: Any,
        district: Path | None,
        files: tuple[Path, ...],
        more_files: tuple[Path, ...],
        realm_name: str | None,
        variables: tuple[str, ...],
        server: str | None,
        client_id: str | None,
        username: str | None,
        auth_realm: str,
        **others: Any,
    ) -> Any:
        if more_files and not files:
            raise click.UsageError(f"Got unexpected extra argument ({more_files[0]})")
        target = Target(
            folder=_folder(district, needed=not files and server is None),
            files=(*files, *more_files),
            realm=realm_name,
            variables=dict(_variable(text) for text in variables),
            server=_access(server, client_id, username, auth_realm) if server else None,
        )
        return command(*arguments, target=target, **others)

    for option in reversed(_OPTIONS):
        with_target = option(with_target)
    return with_target


def _folder(district: Path | None, *, needed: bool) -> DistrictFolder | None:
    here = Path()
    if district is None and not needed and not (here / "district.yaml").is_file():
        return None
    return DistrictFolder.at(district or here)


def _variable(text: str) -> tuple[str, object]:
    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise click.BadParameter(f"{text!r} is not NAME=VALUE", param_hint="--var")
    return name, value


def _access(server: str, client_id: str | None, username: str | None, auth_realm: str) -> KeycloakAccess:
    given: dict[str, str | None] = {
        "url": server,
        "client_id": client_id,
        "client_secret": os.environ.get("HOMEROOM_CLIENT_SECRET"),
        "username": username,
        "password": os.environ.get("HOMEROOM_PASSWORD"),
        "auth_realm": auth_realm,
    }
    try:
        access = KeycloakAccess.model_validate({key: value for key, value in given.items() if value is not None})
    except ValidationError as failure:
        raise click.UsageError(_sentence(failure.errors(include_url=False))) from None
    if not access.has_account:
        raise click.UsageError(_NO_ACCOUNT)
    return access


def _sentence(errors: Sequence[Any]) -> str:
    if any(error["loc"] == ("url",) for error in errors):
        return "--server takes an address such as https://id.example.org"
    return _NO_ACCOUNT
