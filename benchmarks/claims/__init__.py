"""Claiming an account: how long refusals take, by what is wrong, and how many claims a server does."""
