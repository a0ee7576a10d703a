"""The small closed family of refusals; each carries a stable code, its sentence stands in resources/i18n.

HosoError
├── Refusal        the input has faults, or somebody said no        (exit 1)
│   └── Missing    what was asked for is not here                   (exit 1)
├── WrongUse       the command was called in a way it does not know (exit 2)
├── StillWaiting   not finished: offline, not due, needs a person   (exit 3)
└── StoreFault     the store cannot do it: full, locked, damaged    (exit 1)
"""


class HosoError(Exception):
    """A refusal that a person reads; *parameters* fill its sentence and never hold personal values in logs."""

    exit_code = 1

    def __init__(self, code: str, **parameters: object) -> None:
        super().__init__(code)
        self.code = code
        self.parameters = parameters


class Refusal(HosoError):
    """The person must change something first."""


class Missing(Refusal):
    """What was asked for is not here."""


class WrongUse(HosoError):
    """The command line was used in a way it does not know."""

    exit_code = 2


class StillWaiting(HosoError):
    """What was to be finished still waits: offline, not due, or it needs a person."""

    exit_code = 3


class StoreFault(HosoError):
    """The disk or the store cannot do it; nothing that was saved is lost."""
