"""OneRoster over REST: tokens, pages, and records as rows.

In: a client of the service. Out: a frame for each collection, with the columns that CSV would have; or an error that
says whether to wait, to mend the settings, or to ask whoever runs the service.
"""
