"""Accounts and groups of an application, kept equal to a selection by SCIM 2.0: only differences are sent.

In: a selection and what the service has. Out: a plan, and requests that make the service equal to it. People are
matched by `externalId`, which is their sourcedId; whoever has none there was not made by us and is left alone. Nobody
is deleted: who is no longer to be there is set inactive.
"""
