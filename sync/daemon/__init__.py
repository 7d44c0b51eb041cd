"""The sync all day: runs by a schedule and when the source changes, tries again, and tells people of what is wrong.

In: the district folder, read anew before each run; signals; changes of the source. Out: runs (`sync.run`), a status
file, metrics, a health page, alerts, and what systemd wants to know.
"""
