"""The practice portal: where it lives, who may command it, and running it."""

from pathlib import Path
from typing import TYPE_CHECKING

from desktop import config
from desktop.assembly.services import Services

if TYPE_CHECKING:
    from desktop.adapters.portal.practice_process import Running


def practice_folder(home: Path) -> Path:
    """Where the practice portal of this home keeps its unencrypted, erasable files."""
    return config.practice_dir(home)


def practice_portal(services: Services) -> "Running":
    """The practice portal that these services talk to, started when it is not there."""
    return services.connect.practice()


def running_practice(folder: Path) -> str | None:
    """The address of the practice portal that runs over *folder* now; starts none."""
    from desktop.adapters.portal.practice_process import PracticeProcess

    running = PracticeProcess(folder).running()
    return running.url if running is not None else None


def practice_token(services: Services, given: str | None) -> str | None:
    """The bearer of the portal's admin API: as given, or of the portal that the program started itself."""
    if given or services.connect.link.url or services.connect.offline:
        return given
    return services.connect.practice().token


def serve_practice(
    folder: Path, *, port: int, speed: float, auto: bool, idle_minutes: float | None, run_file: bool
) -> int:
    """Run the practice portal in this process until it is told to end; its exit code."""
    from desktop.practice.options import PracticeOptions
    from desktop.practice.server import serve

    folder.mkdir(parents=True, exist_ok=True)
    return serve(
        PracticeOptions(
            folder,
            port,
            speed,
            auto,
            config.packs_dir(),
            config.resource("fonts"),
            idle_minutes if idle_minutes is not None else (10.0 if run_file else 0.0),
            run_file,
        )
    )
