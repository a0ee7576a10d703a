"""`packs lint|test`: for pack authors; `packs preview` opens a window and lives in desktop.app."""

from pathlib import Path

from desktop.cli.context import Context
from desktop.cli.parser import Commands, add
from forms.lint import lint
from forms.pack_tests import run_tests


def add_to(commands: Commands) -> None:
    """Place the commands of this group."""
    parser = add(commands, "packs", run_packs)
    parser.add_argument("action", choices=("lint", "test"))
    parser.add_argument("folder", metavar="DIR", type=Path)


def run_packs(context: Context) -> int:
    """All that is wrong with a pack, or what its own tests say; 1 when something is."""
    folder = context.options.folder
    if context.options.action == "lint":
        findings = lint(folder)
        rows = [{"file": f.file, "pointer": f.pointer, "rule": f.rule, **f.parameters} for f in findings]
        lines = [context.say("cli.pack-fault", file=f.file, pointer=f.pointer, rule=f.rule) for f in findings]
        context.emit(rows, lines or [context.say("cli.pack-good")])
        return 1 if rows else 0
    outcomes = run_tests(folder)
    results = [
        {"file": outcome.file, "why": outcome.why, "missing": outcome.missing, "extra": outcome.extra}
        for outcome in outcomes
    ]
    failed = [outcome for outcome in outcomes if outcome.missing or outcome.extra]
    context.emit(
        results, [f"{'✗' if outcome in failed else '✓'} {outcome.file}: {outcome.why}" for outcome in outcomes]
    )
    return 1 if failed else 0
