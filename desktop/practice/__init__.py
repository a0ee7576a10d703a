"""The practice portal: a portal server of its own, for training and tests. It imports forms/ and its web stack only."""
