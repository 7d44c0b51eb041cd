"""Rosters out: after a good run each application named in `outbound` of district.yaml is sent what it may have.

In: the examined roster, what was wanted of it, what Keycloak has. Out: OneRoster CSV or Clever CSV in a folder or on an
SFTP server, or accounts and groups by SCIM 2.0; and for each target a record of what was sent. The start is `sending`.
"""
