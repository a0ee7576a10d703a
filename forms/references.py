"""`$ref` written out, so that every property of a schema stands in one document."""

from collections.abc import Callable, Mapping
from urllib.parse import unquote

from forms.errors import PackError
from forms.pack import Json
from forms.pointers import parts

_ANNOTATIONS = {"title", "description", "default", "examples", "$comment", "readOnly"}
_MARK = "_shared/"
_NAMES = frozenset({"properties", "patternProperties", "$defs", "definitions", "dependentSchemas"})
"""Whose keys are names of the author's, no keywords."""
_VALUES = frozenset({"enum", "const", "default", "examples"})
"""What stands in them is no schema, whatever it looks like."""
_STANDARD = "https://json-schema.org/"
"""What stands there, the validator knows by heart."""
_BASES = frozenset({"$id", "$anchor", "$dynamicAnchor"})


class References:
    """Writes out the references of one file; remembers in `used` the shared files it met."""

    def __init__(self, file: str, document: Json, shared: Callable[[str], Json], *, strict: bool) -> None:
        self._file = file
        self._documents: dict[str, Json] = {"": document}
        self._shared = shared
        self._strict = strict
        self._left = not strict and _has_bases(document)
        self._is_named = isinstance(document, Mapping) and isinstance(document.get("$id"), str)
        self.used: set[str] = set()

    def written_out(self) -> Json:
        """The document without references.

        In lenient mode those stay that the validator must follow: to itself, by the name of a document or of a part of
        it (`$id`, `$anchor`), and to the standard's own schemas.
        """
        return self._walk(self._documents[""], "", ("#",))

    def _walk(self, node: Json, home: str, path: tuple[str, ...], *, names: bool = False) -> Json:
        if isinstance(node, list):
            return [self._walk(item, home, path) for item in node]
        if not isinstance(node, Mapping):
            return node
        reference = node.get("$ref")
        if names or not isinstance(reference, str):
            return self._members(node, home, path, names=names)
        return self._resolved(dict(node), reference, home, path)

    def _members(self, node: Mapping[str, Json], home: str, path: tuple[str, ...], *, names: bool) -> dict[str, Json]:
        return {
            key: value
            if key in _VALUES and not names
            else self._walk(value, home, path, names=key in _NAMES and not names)
            for key, value in node.items()
            if names or key != "$defs" or not self._strict
        }

    def _resolved(self, node: dict[str, Json], reference: str, home: str, path: tuple[str, ...]) -> Json:
        name, _, fragment = reference.partition("#")
        target_home = name.partition(_MARK)[2] if _MARK in name else (name or home)
        if self._is_left(name, target_home, fragment):
            return self._members(node, home, path, names=False)
        mark = f"{target_home}#{fragment}"
        if mark in path:
            if self._strict:
                raise PackError("pack.invalid", self._file, reason="circular-reference", value=reference)
            return node
        target = self._walk(self._target(target_home, fragment, reference), target_home, (*path, mark))
        del node["$ref"]
        siblings = self._members(node, home, path, names=False)
        if isinstance(target, Mapping) and siblings.keys() <= _ANNOTATIONS:
            return {**target, **siblings}
        return {"allOf": [target], **siblings} if siblings else target

    def _is_left(self, name: str, home: str, fragment: str) -> bool:
        """Whether the validator, and not we, must find the target."""
        if self._strict or _MARK in name:
            return False
        if self._left or (fragment and not fragment.startswith("/")):
            return True
        try:
            self._document(home)
        except PackError:
            return self._is_named or name.startswith(_STANDARD)
        return False

    def _document(self, home: str) -> Json:
        if home not in self._documents:
            self._documents[home] = self._shared(home)
            self.used.add(home)
        return self._documents[home]

    def _target(self, home: str, fragment: str, reference: str) -> Json:
        target = self._document(home)
        for token in parts(unquote(fragment)):
            if isinstance(target, list) and token.isdigit() and int(token) < len(target):
                target = target[int(token)]
            elif isinstance(target, Mapping) and token in target:
                target = target[token]
            else:
                raise PackError("pack.invalid", self._file, reason="dangling-reference", value=reference)
        return target


def _has_bases(node: Json, *, root: bool = True, names: bool = False) -> bool:
    """Whether a part of the schema has a name by which other parts may call it; the `$id` of the whole counts not."""
    if isinstance(node, list):
        return any(_has_bases(item, root=False) for item in node)
    if not isinstance(node, Mapping):
        return False
    named = not names and any(isinstance(node.get(word), str) for word in _BASES - ({"$id"} if root else set()))
    return named or any(
        _has_bases(value, root=False, names=key in _NAMES and not names)
        for key, value in node.items()
        if names or key not in _VALUES
    )
