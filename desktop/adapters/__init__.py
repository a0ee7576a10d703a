"""The world behind the ports: store, keys, portal, papers."""
