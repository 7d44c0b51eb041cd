"""What a recovery of a password tells by the time that it takes."""
