"""The roster sync: a district of generated people is loaded, synced again and changed.

In one run with samples through the stock admin API, with PostgreSQL's COPY of the same rows into the same tables, and
with people who sign in meanwhile.
"""
