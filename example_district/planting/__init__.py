"""Puts inconsistencies into a clean set, a fixed small number of every kind that a registrar meets.

In: the folder of a clean set. Out: the same files with some rows changed and some added at the end, none removed, and
`planted.json`, the key: `findings` (what is wrong, and where), `natural` (findings that the clean set has as well, as
every district does) and `differences` (every row that is not as in the clean set).
"""

from example_district.planting.plant import KEY_FILE, SMALLEST_PLANTED_DISTRICT, plant

__all__ = ["KEY_FILE", "SMALLEST_PLANTED_DISTRICT", "plant"]
