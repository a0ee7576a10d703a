"""How a stored item is answered: 201 or 200, with its receipt and state."""

from typing import Any

from fastapi.responses import JSONResponse

from desktop.practice.tables import Item


def answer(item: Item, *, new: bool, state: str, **more: Any) -> JSONResponse:
    """{fingerprint, receipt, state} and what the item's kind adds."""
    content = {"fingerprint": item.fingerprint, "receipt": item.receipt, "state": state, **more}
    return JSONResponse(content, 201 if new else 200, {"Cache-Control": "no-store"})
