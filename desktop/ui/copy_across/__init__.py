"""The narrow window for copying across to the national portal, line by line."""
