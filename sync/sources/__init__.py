"""Where rosters come from: one file a format, each with a function that reads a source into a `sync.roster.Roster`.

In: a folder or an archive. Out: a roster, or a SourceError that names every file, row and column that is in the way.
"""

from sync.sources.open_source import open_source

__all__ = ["open_source"]
