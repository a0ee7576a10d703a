"""Answers that say no: RFC 9457 problems with sentences from texts/."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).parent / "texts"


class Problem(Exception):
    """A refusal with its slug, status, extra members and the pointers of what is wrong."""

    def __init__(
        self,
        slug: str,
        status: int,
        *,
        errors: Sequence[Mapping[str, Any]] = (),
        retry_after: int | None = None,
        **extra: object,
    ) -> None:
        super().__init__(slug)
        self.slug = slug
        self.status = status
        self.errors = tuple(errors)
        self.retry_after = retry_after
        self.extra = extra


def body(problem: Problem, *, base: str, path: str, request_id: str, lang: str) -> dict[str, Any]:
    """The problem document, in the language asked for."""
    title, detail = sentence(problem.slug, lang)
    return {
        "type": f"{base}/problems/{problem.slug}",
        "title": title,
        "status": problem.status,
        "detail": detail,
        "instance": path,
        "request_id": request_id,
        "retryable": problem.retry_after is not None or problem.status >= 500,
        **({"errors": [dict(error) for error in problem.errors]} if problem.errors else {}),
        **problem.extra,
    }


def sentence(slug: str, lang: str) -> tuple[str, str]:
    """Title and detail for *slug*; Vietnamese when the language is unknown."""
    texts = _texts(lang if lang in {"vi", "en"} else "vi")
    return texts[f"{slug}.title"], texts[f"{slug}.detail"]


@cache
def _texts(lang: str) -> dict[str, str]:
    loaded: dict[str, str] = json.loads((TEXTS / f"problems.{lang}.json").read_text(encoding="utf-8"))
    return loaded
