"""The commands of `homeroom badges`, a file each; the group in `badge_tool/cli.py` puts them together.

In: a district folder and options. Out: files, a table or one JSON document on standard output, what people have to
know on standard error, and the exit codes of docs/reference.
"""
