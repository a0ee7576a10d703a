"""How one practice portal is started."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PracticeOptions:
    """What the starter chooses; `port` 0 = any, `idle_minutes` 0 = never ends by itself, `packs` None = the shipped."""

    folder: Path
    port: int = 0
    speed: float = 1.0
    auto: bool = False
    packs: Path | None = None
    fonts: Path | None = None
    idle_minutes: float = 10.0
    write_run_file: bool = False
    admin_token: str | None = None
