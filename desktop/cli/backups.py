"""`backup` and `restore`: the vault as one verified file, and back."""

from pathlib import Path

from desktop import assembly
from desktop.cli.context import Context, secret_given
from desktop.cli.parser import Commands, add
from desktop.services.backup import Secret


def add_to(commands: Commands) -> None:
    """Place the commands of this group."""
    add(commands, "backup", run_backup).add_argument("out", metavar="OUT")
    add(commands, "restore", run_restore).add_argument("source", metavar="IN")


def run_backup(context: Context) -> int:
    """Consistent even while a window is open; nothing is overwritten, and no vault is made for it."""
    out = Path(context.options.out).absolute()
    parts = assembly.make_backup(context.home, context.key_of_vault(), out)
    rows = [{"name": part.name, "size": part.size, "sha256": part.sha256} for part in parts]
    size = out.stat().st_size
    lines = [context.say("cli.backed-up", path=str(out), size=size)]
    context.emit({"path": str(out), "size": size, "files": rows}, lines)
    return 0


def run_restore(context: Context) -> int:
    """Into an empty home; the secret is proven before anything is put there."""

    def ask(ways: tuple[str, ...]) -> Secret:
        given = secret_given()
        if given.passphrase and "passphrase" not in ways:
            given = Secret()
        return given if given != Secret() else context.ask_secret()

    assembly.restore_backup(Path(context.options.source).absolute(), context.home, ask)
    ways = assembly.ways_in(context.home)
    if "passphrase" not in ways:
        context.note("restore.set-passphrase")
    context.emit({"home": str(context.home), "ways": list(ways)}, [context.say("cli.restored", home=str(context.home))])
    return 0
