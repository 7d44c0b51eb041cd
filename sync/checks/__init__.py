"""One check a file: what can be wrong with a roster. In: a `sync.roster.Roster`. Out: a frame of findings.

A file defines `CHECK`, a `sync.check.Check` named like the file; nothing else has to know of it.
"""
