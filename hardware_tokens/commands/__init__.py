"""One file a command of `homeroom totp`."""
