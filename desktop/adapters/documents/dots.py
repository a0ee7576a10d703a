"""The dotted line on our own letters; apart from what draws, because a message is written without drawing."""

DOTS = "…" * 18
"""A line for the hand, where nothing is known."""
