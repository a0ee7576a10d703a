"""The window's own words, spoken through Qt's translation so that they and Qt's buttons change together."""

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator

from desktop import messages
from desktop.domain.errors import HosoError

LANGUAGES = ("vi", "en")
VIETNAM = timezone(timedelta(hours=7))
_OURS = "hoso"


class Words(QTranslator):
    """One language: resources/i18n/ui.<lang>.json; keys that begin with `qt:` replace Qt's own texts."""

    def __init__(self, resources: Path, lang: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lang = lang if lang in LANGUAGES else "vi"
        path = resources / "i18n" / f"ui.{self.lang}.json"
        self.sentences: Mapping[str, str] = json.loads(path.read_text(encoding="utf-8"))

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: bytes | str, source: bytes | str, _disambiguation: bytes | str | None = None, _n: int = -1
    ) -> str:
        ours = _text(context) == _OURS
        key = _text(source) if ours else f"qt:{_text(source).replace('&', '')}"
        return self.sentences.get(key)  # type: ignore[return-value]  # None: Qt keeps its own text; "" would blank it


def _text(raw: bytes | str) -> str:
    return raw.decode() if isinstance(raw, bytes) else raw


def install(words: Words, old: Words | None = None) -> None:
    """Speak *words* from now on."""
    if old is not None:
        QCoreApplication.removeTranslator(old)
    QCoreApplication.installTranslator(words)
    QLocale.setDefault(QLocale("vi_VN" if words.lang == "vi" else "en_GB"))


def lang() -> str:
    """The language that is spoken."""
    spoken = QCoreApplication.translate(_OURS, "lang")
    return spoken if spoken in LANGUAGES else "vi"


def tr(key: str, **parameters: object) -> str:
    """The label for *key* in the language that is spoken; the key itself when nobody wrote it."""
    sentence = QCoreApplication.translate(_OURS, key)
    return sentence.format_map(parameters) if parameters else sentence


def told(error: Exception) -> str:
    """What went wrong in one sentence with its code; bugs are raised again for sys.excepthook."""
    if not isinstance(error, HosoError):
        raise error
    return f"{messages.say(error.code, lang(), **error.parameters)} [{error.code}]"


def clock_time(moment: datetime) -> str:
    """`09:12` in Vietnam."""
    return f"{moment.astimezone(VIETNAM):%H:%M}"


def day(moment: datetime) -> str:
    """`23/11/2026` in Vietnam."""
    return f"{moment.astimezone(VIETNAM):%d/%m/%Y}"


def day_and_time(moment: datetime, now: datetime | None = None) -> str:
    """`09:12 ngày 23/11/2026` in Vietnam, `09:12 hôm nay` when *now* is the same day."""
    if now is not None and day(now) == day(moment):
        return tr("time.today", time=clock_time(moment))
    return tr("time.day_and_time", time=clock_time(moment), day=day(moment))


def ago(moment: datetime, now: datetime) -> str:
    """`hôm qua`, `3 ngày trước`, by the days in Viet Nam; nothing for the same day."""
    days = (now.astimezone(VIETNAM).date() - moment.astimezone(VIETNAM).date()).days
    if days <= 0:
        return ""
    return tr("time.yesterday") if days == 1 else tr("time.days_ago", n=days)


def time_left(deadline: datetime, now: datetime) -> str:
    """`Còn 20 giờ`, `Còn 3 ngày`, `Đã quá hạn`."""
    seconds = (deadline - now).total_seconds()
    if seconds < 0:
        return tr("time.over")
    if seconds < 3600:
        return tr("time.minutes_left", n=int(seconds // 60))
    if seconds < 48 * 3600:
        return tr("time.hours_left", n=int(seconds // 3600))
    return tr("time.days_left", n=int(seconds // 86400))


def time_until(moment: datetime, now: datetime) -> str:
    """`ngay bây giờ`, `sau 40 giây`, `sau 3 phút`."""
    seconds = (moment - now).total_seconds()
    if seconds < 1:
        return tr("time.soon")
    return tr("time.in_seconds", n=int(seconds)) if seconds < 90 else tr("time.in_minutes", n=round(seconds / 60))


def money(amount: int) -> str:
    """`16.000 đ`."""
    return f"{amount:,}".replace(",", ".") + " đ"


def size(count: int) -> str:
    """`1,2 MB` or `340 KB`."""
    if count >= 1 << 20:
        return f"{count / (1 << 20):.1f} MB".replace(".", "," if lang() == "vi" else ".")
    return f"{max(1, round(count / 1024))} KB"


def breakable(path: str) -> str:
    """A path that may go over to the next line after each of its marks, as long ones must."""
    return re.sub(r"([/\\_.-])", "\\1\u200b", path)


def unbroken(words: str) -> str:
    """Numbers of laws in one piece: no line ends after a slash or a hyphen."""
    whole = words.replace("/", "/\u2060").replace("-", "-\u2060")
    return re.sub(r"\b(Điều|khoản|điểm|Article|clause|point) (?=\w{1,3}\b)", "\\1\u00a0", whole)
