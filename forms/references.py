"""`$ref` written out, so that every property of a schema stands in one document."""

from collections.abc import Callable, Mapping

from forms.errors import PackError
from forms.pack import Json
from forms.pointers import parts

_ANNOTATIONS = {"title", "description", "default", "examples", "$comment", "readOnly"}
_MARK = "_shared/"


class References:
    """Writes out the references of one file; remembers in `used` the shared files it met."""

    def __init__(self, file: str, document: Json, shared: Callable[[str], Json], *, strict: bool) -> None:
        self._file = file
        self._documents: dict[str, Json] = {"": document}
        self._shared = shared
        self._strict = strict
        self.used: set[str] = set()

    def written_out(self) -> Json:
        """The document without references (a reference to itself stays as it is in lenient mode)."""
        return self._walk(self._documents[""], "", ("#",))

    def _walk(self, node: Json, home: str, path: tuple[str, ...]) -> Json:
        if isinstance(node, list):
            return [self._walk(item, home, path) for item in node]
        if not isinstance(node, Mapping):
            return node
        reference = node.get("$ref")
        if not isinstance(reference, str):
            return {
                key: self._walk(value, home, path) for key, value in node.items() if key != "$defs" or not self._strict
            }
        return self._resolved(dict(node), reference, home, path)

    def _resolved(self, node: dict[str, Json], reference: str, home: str, path: tuple[str, ...]) -> Json:
        name, _, fragment = reference.partition("#")
        target_home = name.partition(_MARK)[2] if _MARK in name else (name or home)
        mark = f"{target_home}#{fragment}"
        if mark in path:
            if self._strict:
                raise PackError("pack.invalid", self._file, reason="circular-reference", value=reference)
            return node
        target = self._walk(self._target(target_home, fragment, reference), target_home, (*path, mark))
        siblings = {key: self._walk(value, home, path) for key, value in node.items() if key != "$ref"}
        if isinstance(target, Mapping) and siblings.keys() <= _ANNOTATIONS:
            return {**target, **siblings}
        return {"allOf": [target], **siblings} if siblings else target

    def _target(self, home: str, fragment: str, reference: str) -> Json:
        if home not in self._documents:
            self._documents[home] = self._shared(home)
            self.used.add(home)
        target = self._documents[home]
        for token in parts(fragment):
            if not isinstance(target, Mapping) or token not in target:
                raise PackError("pack.invalid", self._file, reason="dangling-reference", value=reference)
            target = target[token]
        return target
