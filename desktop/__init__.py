"""Hồ Sơ: the program around `forms`; which part may import which is written in pyproject.toml."""
