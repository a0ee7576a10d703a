"""Starts the child for each file and turns its answers into findings and bytes."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from desktop.adapters.papers import wire
from desktop.domain.attachment import Finding
from desktop.domain.errors import Refusal
from desktop.services.ports import Inspection

SOURCE = Path(__file__).resolve().parents[3]
UNKNOWN = "application/octet-stream"


def child_command() -> tuple[str, ...]:
    """How this program starts its own inspecting child, frozen or not."""
    if getattr(sys, "frozen", False):
        return (sys.executable, "inspect-child")
    return (sys.executable, "-m", "desktop.adapters.papers.child")


@dataclass(frozen=True, slots=True)
class ChildInspector:
    """Implements PaperInspector and PaperConverter; `seconds` is the time that one file may take."""

    command: Sequence[str] = ()
    seconds: float = 60.0

    def inspect(self, content: bytes, *, accept: Sequence[str], max_size: int, max_pages: int | None) -> Inspection:
        """What the file is and what is wrong with it; a child that dies or hangs is a finding too."""
        header = {"task": "inspect", "accept": list(accept), "max_size": max_size, "max_pages": max_pages}
        try:
            answer, _ = self._ask(header, [content])
        except Refusal as refusal:
            return Inspection(UNKNOWN, len(content), None, (_finding(refusal.code, "error", refusal.parameters),))
        seen = answer["look"]
        findings = (_finding(fault["code"], fault["severity"], fault["parameters"]) for fault in seen["faults"])
        return Inspection(seen["media_type"], seen["size"], seen["pages"], tuple(findings))

    def photos_to_pdf(self, photos: Sequence[bytes], *, max_size: int | None = None) -> bytes:
        """Upright, without metadata, A4 at 200 dpi, a page each; Refusal `paper.…` when one cannot be read."""
        _, [pdf] = self._ask({"task": "convert", "max_size": max_size}, photos)
        return pdf

    def repair(self, pdf: bytes) -> bytes:
        """The same pages in a sound file; Refusal `paper.damaged`, `paper.password`, `paper.signed`."""
        _, [mended] = self._ask({"task": "repair"}, [pdf])
        return mended

    def _ask(self, header: Mapping[str, Any], files: Sequence[bytes]) -> tuple[Mapping[str, Any], list[bytes]]:
        request = BytesIO()
        wire.write(request, header, files)
        try:
            done = subprocess.run(
                list(self.command or child_command()),
                input=request.getvalue(),
                capture_output=True,
                timeout=self.seconds,
                check=False,
                env=_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            answer, results = wire.read(BytesIO(done.stdout))
        except subprocess.TimeoutExpired:
            raise Refusal("paper.too-slow") from None
        except (ValueError, TypeError, EOFError, KeyError):
            raise Refusal("paper.unreadable") from None
        if fault := answer.get("fault"):
            raise Refusal(fault["code"], **fault["parameters"])
        return answer, results


def _environment() -> dict[str, str]:
    """The child finds the same source; secrets that were given by environment stay here."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HOSO_")}
    path = os.pathsep.join(filter(None, (str(SOURCE), os.environ.get("PYTHONPATH"))))
    return kept if getattr(sys, "frozen", False) else {**kept, "PYTHONPATH": path}


def _finding(code: str, severity: str, parameters: Mapping[str, Any]) -> Finding:
    return Finding(code, severity, tuple(sorted(parameters.items())))
