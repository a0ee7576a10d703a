"""The window over the assembly; `desktop.app` and `desktop.cli` are the two ways in."""

from desktop.app.program import main

__all__ = ["main"]
