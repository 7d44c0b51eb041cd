"""Badges: issuing them in two steps, and the sheets they are printed on.

In: people or classes by sourcedId, and the district's name and colour. Out: a PDF that is on disk before its badges
work, or the codes themselves. The old badges of the same people are void from the moment that the new ones work.
"""
