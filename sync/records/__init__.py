"""What runs did, kept for people: in files of the state folder, and in Keycloak where every machine can read it.

In: a `RunRecord`. Out: the same again, newest first. Nothing that a run does depends on one: whoever deletes them
loses history and nothing else.
"""

from sync.records.record import OUTCOMES, Outcome, PersonChange, RunRecord
from sync.records.run_files import RunFiles

__all__ = ["OUTCOMES", "Outcome", "PersonChange", "RunFiles", "RunRecord"]
