"""One module per page; no page knows the window."""
