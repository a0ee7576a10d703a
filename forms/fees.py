"""What a dossier costs, in whole đồng."""

from dataclasses import dataclass

from forms.calculation import evaluate
from forms.errors import FormsError
from forms.pack import Answers, Json, ProcedurePack


@dataclass(frozen=True, slots=True)
class FeeItem:
    """One line of the fee: `amount` đồng for each of `quantity`; its name is the pack's text `name_key`."""

    code: str
    name_key: str
    amount: int
    quantity: int

    @property
    def total(self) -> int:
        """The line's sum in đồng."""
        return self.amount * self.quantity


def fees(pack: ProcedurePack, data: Answers, exemption: str | None = None) -> tuple[FeeItem, ...]:
    """The lines that are owed for *data*; an *exemption* (code of a ground of the pack) makes what it covers free."""
    rules = pack.procedure.get("fees", {})
    covered = _covered(rules, exemption)
    lines = []
    for row in rules.get("items", []):
        quantity = _whole(evaluate(row.get("quantity", 1), data))
        amount = 0 if row["code"] in covered else _whole(evaluate(row["amount"], data))
        if quantity:
            lines.append(FeeItem(row["code"], f"fee.{row['code']}", amount, quantity))
    return tuple(lines)


def total(pack: ProcedurePack, data: Answers, exemption: str | None = None) -> int:
    """The sum of all lines in đồng."""
    return sum(item.total for item in fees(pack, data, exemption))


def exemptions(pack: ProcedurePack) -> tuple[str, ...]:
    """Codes of the grounds for exemption; their names are the texts `exemption.<code>`."""
    return tuple(row["code"] for row in pack.procedure.get("fees", {}).get("exemptions", []))


def _covered(rules: dict[str, Json], exemption: str | None) -> frozenset[str]:
    if exemption is None:
        return frozenset()
    for row in rules.get("exemptions", []):
        if row["code"] == exemption:
            return frozenset(row["covers"])
    raise FormsError("fee.unknown-exemption", exemption=exemption)


def _whole(value: Json) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
