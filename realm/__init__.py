"""Realm-as-code: the district's realm as its files describe it, compared with the live one and applied to it.

In: `realm/base/`, `apps.yaml` through `realm/catalog/`, the district's `realm/*.yaml`. Out: a `Plan`, a value that
prints itself, and, when it is applied, a realm whose next plan is empty. Each kind of resource is one file in
`realm/resources/`.
"""
