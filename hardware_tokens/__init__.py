"""Hardware tokens for employees without a phone: one-time codes that a key fob shows.

In: the vendor's file of seeds and a list of who gets which token. Out: an authenticator in each person's account, named
by the token's serial number. Seeds are in no log, message or output.
"""
