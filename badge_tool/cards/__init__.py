"""Credential cards: user name and pass phrase of pupils without a camera, on cards to cut apart or a page for home.

In: people or classes by sourcedId, and the district's name, colour and address. Out: a PDF that is on disk before its
phrases work, with a checklist that has none of them. A phrase is nowhere else, and nobody can print it again.
"""
