"""Containers for tests: an engine, the tool compose, and stand-ins for the official images.

In: what Debian's packages, PyPI and the Go module proxy serve. Out: an `Installation` that `docker-compose` brought up.
Where tests run there may be no registry of images, so what the official images hold is not what they run.
"""
