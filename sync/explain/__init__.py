"""Everything about one person in a page: why somebody does, or does not, have an account, a role, an application.

In: the roster with its findings, the district's rules, what Keycloak has, the records of runs. Out: an `Explanation`,
on a terminal or as a JSON document. Nothing is changed.
"""
