"""Videos of badges that are hard to read, made by a program: what a camera sees while a child holds a badge up to it.

In go a kind of difficulty (`kinds.KINDS`), a badge's symbol and a seed; out come grey frames, the same ones every time.
"""
