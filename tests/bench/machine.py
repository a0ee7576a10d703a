"""What the numbers were measured on."""

import os
import platform
from pathlib import Path

from PySide6 import __version__ as pyside


def described() -> str:
    """One line: cores, memory, system, Python, Qt, and how busy it was."""
    parts = [f"{os.cpu_count()} cores ({_cpu()})", *_memory(), _system()]
    parts += [f"Python {platform.python_version()}", f"PySide6 {pyside}"]
    if hasattr(os, "getloadavg"):
        parts.append(f"load {os.getloadavg()[0]:.1f}")
    return ", ".join(parts)


def _cpu() -> str:
    told = _lines("/proc/cpuinfo", "model name")
    return told or platform.processor() or platform.machine()


def _memory() -> list[str]:
    told = _lines("/proc/meminfo", "MemTotal")
    return [f"{int(told.split()[0]) / 1024**2:.0f} GiB"] if told else []


def _system() -> str:
    try:
        return f"{platform.freedesktop_os_release()['PRETTY_NAME']}, {platform.system()} {platform.release()}"
    except OSError:
        return platform.platform()


def _lines(path: str, name: str) -> str:
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")
