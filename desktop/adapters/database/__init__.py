"""The vault: SQLAlchemy over SQLCipher."""
