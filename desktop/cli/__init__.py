"""The command line: the same services without a window."""

from desktop.cli.run import main

__all__ = ["main"]
