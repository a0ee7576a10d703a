"""Papers that people attach: looked at, and mended, in a child process."""
