"""`packs preview`: any JSON Schema / JSON Forms pair in the real form, drawn anew when a file changes."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop import assembly, config, messages
from desktop.app.display import language, refuse_without_display, tell
from desktop.domain.errors import HosoError, Refusal, WrongUse
from desktop.ui.icons import Icons
from desktop.ui.preview import WIDTH, FormSheet, PreviewWindow
from desktop.ui.theme import Theme
from desktop.ui.words import Words, install, told
from forms.errors import PackError
from forms.lenient import LeftOut, Preview, read_pair
from forms.loader import parse_json
from forms.pack import Answers

SETTLE = 150
"""Milliseconds after the last sign of a change: editors empty a file, write it, rename it."""


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WrongUse("usage", detail=message)


def parser() -> ArgumentParser:
    """The command's options beside the global ones."""
    made = _Parser(prog="hoso", add_help=True)
    made.add_argument("words", nargs=2, metavar="packs preview")
    made.add_argument("schema", type=Path, metavar="SCHEMA")
    made.add_argument("ui", type=Path, nargs="?", metavar="UI")
    made.add_argument("--data", type=Path, metavar="F")
    made.add_argument("--png", type=Path, metavar="OUT")
    for name in ("--home", "--portal", "--portal-token"):
        made.add_argument(name)
    made.add_argument("--lang", choices=messages.LANGUAGES, default="vi")
    made.add_argument("--offline", action="store_true")
    made.add_argument("--json", action="store_true")
    return made


class Files(QObject):
    """The files of one preview: read together, watched together."""

    def __init__(self, options: Namespace) -> None:
        super().__init__()
        self.options = options
        self._paths = [path for path in (options.schema, options.ui, options.data) if path is not None]
        self._seen = self._bytes()
        self._given: Answers | None = None

    def preview(self) -> Preview:
        """The form; Refusal for what cannot be shown."""
        try:
            return read_pair(self.options.schema, self.options.ui)
        except PackError as error:
            raise Refusal(error.code, **error.parameters) from error

    def answers(self, typed: Answers | None) -> Answers:
        """The starting answers, or what was typed meanwhile when their file is the same as before."""
        given = self._starting()
        changed, self._given = given != self._given, given
        return given if changed or typed is None else typed

    def changed(self) -> bool:
        """Whether any file differs from the last look."""
        before, self._seen = self._seen, self._bytes()
        return self._seen != before

    def watched(self) -> list[str]:
        """Files and their folders: an editor that replaces a file takes the watch away with the old one."""
        return [str(path) for one in self._paths for path in (one, one.absolute().parent) if path.exists()]

    def _starting(self) -> Answers:
        data = self.options.data
        if data is None:
            return {}
        try:
            found = parse_json(data.name, data.read_bytes().removeprefix(b"\xef\xbb\xbf"))
        except (OSError, PackError) as error:
            raise Refusal("answers.unreadable", file=str(data)) from error
        if not isinstance(found, dict):
            raise Refusal("answers.not-an-object", file=str(data))
        return found

    def _bytes(self) -> list[bytes]:
        return [path.read_bytes() if path.is_file() else b"" for path in self._paths]


class PreviewRun:
    """One run of the command; `window` is there unless a picture is asked for."""

    def __init__(self, app: QApplication, options: Namespace) -> None:
        self.options = options
        self.files = Files(options)
        self._theme = Theme(config.resource("theme").parent)
        self._look = self._theme.look("light", 1.0)
        self._theme.apply(app, self._look)
        self._icons = Icons(config.resource("icons"), self._look.tokens)
        install(Words(config.resource("i18n").parent, options.lang, app))
        self.window = PreviewWindow(self._icons, self._look)
        self._told: tuple[LeftOut, ...] | None = None
        self._calm = QTimer(app, singleShot=True, interval=SETTLE)
        self._calm.timeout.connect(self.look_again)
        self._watcher = QFileSystemWatcher(app)
        self._watcher.fileChanged.connect(lambda _path: self._calm.start())
        self._watcher.directoryChanged.connect(lambda _path: self._calm.start())

    def draw(self) -> FormSheet:
        """The form as the files are now; what is left out of it is told on stderr."""
        preview = self.files.preview()
        typed = self.window.sheet.answers() if self.window.sheet is not None else None
        sheet = FormSheet(preview.pack, self.files.answers(typed), assembly.today, self._icons, self._look)
        if preview.left_out != self._told:
            self._told = preview.left_out
            _tell_left_out(self.options, preview.left_out)
        return sheet

    def open(self) -> None:
        """Show the window and watch the files."""
        self.window.show_sheet(self.draw(), self.options.schema.name)
        self._watch()
        self.window.show()

    def look_again(self) -> None:
        """Draw anew when a file is another; a broken one is told and the form stays."""
        self._watch()
        if not self.files.changed():
            return
        try:
            self.window.show_sheet(self.draw(), self.options.schema.name)
        except HosoError as error:
            self.window.show_trouble(told(error))
            tell(error, self.options.lang)

    def picture(self, out: Path) -> None:
        """Write the whole form as PNG; Refusal `file.not-written`."""
        sheet = self.draw()
        sheet.fit(self._look.px(WIDTH))
        if not sheet.grab().save(str(out), "PNG"):
            raise Refusal("file.not-written", file=str(out))
        sheet.deleteLater()

    def close(self) -> None:
        """Give the pictures and watches back."""
        if watched := [*self._watcher.files(), *self._watcher.directories()]:
            self._watcher.removePaths(watched)
        self.window.deleteLater()
        self._theme.close()

    def _watch(self) -> None:
        missing = {*self.files.watched()} - {*self._watcher.files(), *self._watcher.directories()}
        if missing:
            self._watcher.addPaths(sorted(missing))


def main(argv: Sequence[str]) -> int:
    """Run the command; its exit code."""
    words = list(argv)
    options = Namespace(lang=language(words), json="--json" in words)
    try:
        options = parser().parse_args(words)
        return _run(options)
    except HosoError as error:
        tell(error, options.lang)
        if options.json:
            said = {"error": error.code, "message": messages.say(error.code, options.lang, **error.parameters)}
            sys.stdout.write(json.dumps({**said, **error.parameters}, ensure_ascii=False, default=str) + "\n")
        return error.exit_code


def _run(options: Namespace) -> int:
    if options.png is not None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    refuse_without_display()
    instance = QApplication.instance()
    app = instance if isinstance(instance, QApplication) else QApplication([sys.argv[0]])
    run = PreviewRun(app, options)
    try:
        if options.png is not None:
            run.picture(options.png)
            return 0
        run.open()
        return app.exec()
    finally:
        run.close()


def _tell_left_out(options: Namespace, left_out: Sequence[LeftOut]) -> None:
    for one in left_out:
        place = {"file": one.file, "pointer": one.pointer, "value": one.value}
        sys.stderr.write(f"{messages.say(one.rule, options.lang, **place)} [{one.rule}]\n")
    if options.json:
        rows = [{"file": one.file, "pointer": one.pointer, "rule": one.rule, "value": one.value} for one in left_out]
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
        sys.stdout.flush()
