"""What is printed: badges, credential cards and claim letters, issued in two steps.

In: people or classes by sourcedId, and the district's name and colour. Out: a PDF that is on disk before what is in it
works, or the codes themselves. What the same people had before is void from the moment that the new one works.
"""
