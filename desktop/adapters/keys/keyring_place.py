"""The system's own place for secrets, where there is one that keeps what it is given."""

from desktop.adapters.keys.wrapping import from_text, to_text

SERVICE = "hoso"


def keep(vault_id: str, secret: bytes) -> bool:
    """Put a secret there, read it back and compare: some backends take everything and keep nothing."""
    import keyring

    try:
        keyring.set_password(SERVICE, vault_id, to_text(secret))
        return keyring.get_password(SERVICE, vault_id) == to_text(secret)
    except Exception:  # noqa: BLE001 - backends raise whatever their bus raises; all of it means: not here
        return False


def find(vault_id: str) -> bytes | None:
    """The secret, or None when it is gone, locked or out of reach."""
    import keyring

    try:
        kept = keyring.get_password(SERVICE, vault_id)
        return from_text(kept) if kept else None
    except Exception:  # noqa: BLE001 - the same
        return None


def forget(vault_id: str) -> None:
    """Take the secret away; without its wrapped copy it opens nothing, so a backend that cannot is let be."""
    import keyring

    try:
        keyring.delete_password(SERVICE, vault_id)
    except Exception:  # noqa: BLE001 - the same
        return
