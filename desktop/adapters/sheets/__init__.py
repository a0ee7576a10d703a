"""Spreadsheet files: read as values, written as text."""
