"""Claim letters: the code with which a student or an employee claims the own account, on paper for a window envelope.

In: people or classes by sourcedId, and the district's name, colour and address. Out: a PDF that is on disk before its
codes work, a letter in each person's language; or a mail to each. Older letters of the same people are void then.
"""
