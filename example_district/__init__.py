"""Cedar Valley Schools, a fictitious district: makes its roster, of any size, for demo, tests and benchmarks.

In: a number of people and a seed. Out: a folder with a OneRoster 1.1 CSV bulk set, the same bytes each time; on
request with planted inconsistencies and a key that lists them.
"""

from example_district.generate import generate

__all__ = ["generate"]
