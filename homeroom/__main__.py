"""`python -m homeroom`: the command line, by whatever Python runs this."""

from homeroom.cli import main

main()
