"""The roster sync: from the student information system's files to people, classes and enrollments in Keycloak.

In: a OneRoster CSV set and the district folder. Out: findings for the registrar, a plan, and rows for the extension's
roster endpoint. Everything between reading and writing is pure: read, check, want, plan, guard are functions of values.
"""

import os

# Read by polars when it is loaded: memory that it sets free goes back to the system at once and not some time later.
os.environ.setdefault("_RJEM_MALLOC_CONF", "muzzy_decay_ms:0")
