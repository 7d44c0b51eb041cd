"""The district folder: what an administrator keeps in git, read, checked and rendered.

In: `district.yaml`, `apps.yaml`, `realm/*.yaml` and, outside git, `deployment.yaml`. Out: frozen models, secrets
resolved, every error naming file, line and key. Nothing here talks to a server.
"""

from settings.apps import Application
from settings.deployment import Deployment
from settings.district import District
from settings.errors import SettingsError
from settings.folder import DistrictFolder
from settings.grades import GradeSet
from settings.rule import PersonFacts, Rule

__all__ = [
    "Application",
    "Deployment",
    "District",
    "DistrictFolder",
    "GradeSet",
    "PersonFacts",
    "Rule",
    "SettingsError",
]
