"""The staff web application: a teacher's classes and their badges.

In: requests of people who signed in through Keycloak. Out: pages and PDFs. The desk has no power of its own: each call
to Keycloak carries the access token of the person who asks, and Keycloak decides.
"""
