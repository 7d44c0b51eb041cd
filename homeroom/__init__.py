"""The command line `homeroom`, and `homeroom demo`, a whole example district on this machine.

In: arguments. Out: results on standard output, logs and messages on standard error, an exit code of
`settings.exit_code`. Every error of every package becomes message and exit code in `errors.py`, and nowhere else.
"""
