"""The window: pages over the services, one theme, nothing that blocks."""
