"""What the forms library raises; codes and parameters, never sentences."""


class FormsError(Exception):
    """Base of all errors of the library; `code` is the message key, `parameters` fill its sentence."""

    def __init__(self, code: str, **parameters: object) -> None:
        super().__init__(code, parameters)
        self.code = code
        self.parameters = parameters


class PackError(FormsError):
    """A pack that cannot be used: `pack.unreadable`, `pack.unsafe`, `pack.invalid`; names file and JSON pointer."""

    def __init__(self, code: str, file: str, pointer: str = "", **parameters: object) -> None:
        super().__init__(code, file=file, pointer=pointer, **parameters)
        self.file = file
        self.pointer = pointer


class UnknownProcedure(FormsError, KeyError):
    """No pack for this code, or none of this version."""

    def __init__(self, procedure: str, version: int | None = None) -> None:
        super().__init__("procedure.unknown", procedure=procedure, version=version or "")
