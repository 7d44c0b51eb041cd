"""The commands of `homeroom sync`, a file each; each ends in an exit code of `settings.exit_code`."""
