"""Renders a pack's form, step by step."""
