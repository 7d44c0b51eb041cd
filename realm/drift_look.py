"""One look at a live realm: what was changed by hand in it, and by whom."""

from __future__ import annotations

from admin_api import AdminConnection, AdminEventsApi
from realm.drift import hand_edits, with_authors
from realm.drift_report import DriftReport
from realm.errors import NoSuchRealmError
from realm.live import read_live
from realm.merge import RealmModel
from settings.district import RealmPolicy


def look_for_drift(model: RealmModel, connection: AdminConnection, policy: RealmPolicy) -> DriftReport:
    """Compare a realm with its files.

    Raises:
        NoSuchRealmError: the server does not have it.
        AdminApiError: the server could not be asked.
    """
    live = read_live(connection, model.name).content
    if live is None:
        raise NoSuchRealmError(model.name)
    edits = hand_edits(model.content, live, policy.managed)
    events_kept = bool(live.get("adminEventsEnabled"))
    if edits and events_kept:
        api = AdminEventsApi(connection, model.name)
        ours = connection.account_id()
        events = tuple(event for event in api.of_configuration() if event.user_id != ours)
        edits = with_authors(edits, live, events, api.names(events))
    return DriftReport(model.name, edits, events_kept)
