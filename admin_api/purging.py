"""Deleting accounts for good, by the admin API."""

from __future__ import annotations

from dataclasses import dataclass

from admin_api.connection import AdminConnection
from admin_api.errors import NotFoundError


@dataclass(frozen=True)
class PurgeApi:
    """The accounts of one realm."""

    connection: AdminConnection
    realm: str

    def delete_disabled(self, user_id: str) -> bool:
        """Delete an account with all that belongs to it, if it is disabled.

        Args:
            user_id: Keycloak's id.

        Returns:
            Whether it was deleted: it may be enabled by now, or gone.

        Raises:
            AdminApiError: the call failed.
        """
        path = f"/admin/realms/{self.realm}/users/{user_id}"
        try:
            if self.connection.get(path)["enabled"]:
                return False
            self.connection.delete(path)
        except NotFoundError:
            return False
        return True
