"""The vault's key and the ways to it."""
