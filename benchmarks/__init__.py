"""What is measured, against what, and how it is repeated: README.md says it.

`python -m benchmarks [NAME...]` measures against a Keycloak that it starts, or the one of a district folder, and prints
seconds, numbers of requests, and ratios taken in one run.
"""
