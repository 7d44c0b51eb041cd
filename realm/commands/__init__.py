"""The commands of `homeroom realm`, one file each. They read options, call the engine, print, and choose exit codes."""
