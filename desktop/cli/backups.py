"""`backup` and `restore`: the vault as one verified file, and back."""

from dataclasses import asdict
from pathlib import Path

from desktop import assembly
from desktop.cli.context import Context, local, secret_given
from desktop.cli.parser import Commands, add
from desktop.services.backup import Secret


def add_to(commands: Commands) -> None:
    """Place the commands of this group."""
    backup = add(commands, "backup", run_backup)
    backup.add_argument("out", metavar="OUT")
    what = backup.add_mutually_exclusive_group()
    what.add_argument("--verify", action="store_true")
    what.add_argument("--anew", action="store_true")
    add(commands, "restore", run_restore).add_argument("source", metavar="IN")


def run_backup(context: Context) -> int:
    """Consistent even while a window is open; a backup of this vault grows, and no vault is made for it."""
    out = Path(context.options.out).absolute()
    if context.options.verify:
        return _verify(context, out)
    grown = assembly.make_backup(context.home, context.key_of_vault(), out, anew=context.options.anew)
    lines = [context.say("cli.backed-up", path=str(out), size=grown.size, added=grown.added)]
    if grown.wants_renewing:
        context.note("backup.renew", file=str(out))
    context.emit({"path": str(out), **asdict(grown)}, lines)
    return 0


def _verify(context: Context, out: Path) -> int:
    """Every byte, 1 when one is not as it was written."""
    looked = assembly.verify_backup(context.key_of_vault(), out)
    line = context.say("cli.backup-good", path=str(out), size=looked.size, made_at=local(looked.made_at))
    context.emit({"path": str(out), **asdict(looked)}, [line])
    return 0


def run_restore(context: Context) -> int:
    """Into an empty home; the secret is proven before anything is put there."""

    def ask(ways: tuple[str, ...]) -> Secret:
        given = secret_given()
        if given.passphrase and "passphrase" not in ways:
            given = Secret()
        return given if given != Secret() else context.ask_secret()

    restored = assembly.restore(Path(context.options.source).absolute(), context.home, ask)
    if restored.is_cut and restored.made_at:
        context.note("restore.cut", made_at=local(restored.made_at))
    ways = assembly.ways_in(context.home)
    if "passphrase" not in ways:
        context.note("restore.set-passphrase")
    said = {"home": str(context.home), "ways": list(ways), "made_at": restored.made_at, "is_cut": restored.is_cut}
    context.emit(said, [context.say("cli.restored", home=str(context.home))])
    return 0
