"""Badges: how many sign in, a morning of a district, guesses and how long refusals take.

The same Keycloak answers badges and passwords, in one run and through the same pages.
"""
