"""Puts services and adapters together; the window and the command line both begin here."""

from desktop.assembly.documents import (
    count_pages,
    draw_checklist,
    draw_form,
    draw_recovery_card,
    inspector,
    today,
    verify_file,
)
from desktop.assembly.order import self_check
from desktop.assembly.practice import practice_folder, practice_portal, practice_token, serve_practice
from desktop.assembly.services import PortalLink, Services, draw_envelope, draw_slip, open_services, told
from desktop.assembly.vaults import (
    code_in_picture,
    create_vault,
    make_backup,
    new_recovery_code,
    prove_passphrase,
    restore_backup,
    restored_so_far,
    secret_of,
    set_passphrase,
    unlock,
    use_keyring,
    vault_exists,
    ways_in,
)

__all__ = [
    "PortalLink",
    "Services",
    "code_in_picture",
    "count_pages",
    "create_vault",
    "draw_checklist",
    "draw_envelope",
    "draw_form",
    "draw_recovery_card",
    "draw_slip",
    "inspector",
    "make_backup",
    "new_recovery_code",
    "open_services",
    "practice_folder",
    "practice_portal",
    "practice_token",
    "prove_passphrase",
    "restore_backup",
    "restored_so_far",
    "secret_of",
    "self_check",
    "serve_practice",
    "set_passphrase",
    "today",
    "told",
    "unlock",
    "use_keyring",
    "vault_exists",
    "verify_file",
    "ways_in",
]
