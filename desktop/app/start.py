"""`hoso` without a command: one window over one home."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from desktop import assembly, config
from desktop.app.bug_sentence import BugSentence
from desktop.app.program import Program
from desktop.app.single import Single, second_start


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="hoso", add_help=False)
    parser.add_argument("--home")
    parser.add_argument("--portal", default=os.environ.get("HOSO_PORTAL"))
    parser.add_argument("--offline", action="store_true")
    parser.add_argument("--lang", choices=("vi", "en"), default="vi")
    parser.add_argument("--tray", action="store_true")
    return parser


def main(argv: Sequence[str]) -> int:
    """Open the window; its exit code."""
    options, _ = _parser().parse_known_args(list(argv))
    application = QApplication.instance()
    app = application if isinstance(application, QApplication) else QApplication([sys.argv[0]])
    home = config.home_dir(options.home)
    single = Single(home, app)
    if not single.is_first():
        return second_start(single, options.lang)
    link = assembly.PortalLink(
        practice_data=assembly.practice_folder(home),
        url=options.portal,
        offline=options.offline,
        lang=options.lang,
        auto=True,
    )
    program = Program(app, link, options.home, has_tray=QSystemTrayIcon.isSystemTrayAvailable())
    single.knocked.connect(program.background.bring_up)
    sys.excepthook = BugSentence(program.window)
    program.open(in_tray=options.tray)
    code = app.exec()
    program.close()
    single.close()
    return code
