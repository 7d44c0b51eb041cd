"""The people's guides: how to claim an account, sign in with a badge, help a pupil, and so on.

In: Markdown in `docs/guides/`, a folder for each language; screenshots and films that the browser tests took of the
district's own pages; its name, colours and addresses. Out: a folder of HTML pages and PDFs that the desk serves.
"""
