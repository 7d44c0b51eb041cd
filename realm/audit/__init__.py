"""The audit of a live realm: what a district should mend, why, and in which line of which file.

In: the live realm in keyed form, the district's settings and its realm model. Out: a `Report` of findings, open and
waived. A rule of ours is one file in `rules/`, named as the sentence it asserts; kcwarden's rules are asked besides.
"""
