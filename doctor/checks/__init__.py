"""Judges what probes saw. Pure: a file a subject, functions from what was seen to findings."""
