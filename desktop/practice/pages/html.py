"""HTML written as nested calls: what is not markup already is escaped, always."""

from html import escape


class Html(str):
    """Text that is markup; only `tag`, `joined` and constants of this package make it."""

    __slots__ = ()


Node = Html | str | None


def tag(element: str, /, *children: Node, **attributes: str | bool | None) -> Html:
    """An element; `class_` is class, `_` in a name is `-`; True is a bare attribute, None and False leave it out."""
    written = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None)
    if element in VOID:
        return Html(f"<{element}{written}>")
    return Html(f"<{element}{written}>{joined(*children)}</{element}>")


def joined(*nodes: Node) -> Html:
    """Nodes one after the other."""
    return Html("".join(node if isinstance(node, Html) else escape(node) for node in nodes if node is not None))


def _attribute(key: str, value: str | bool) -> str:  # noqa: FBT001 - a bare attribute is either there or not
    name = key.rstrip("_").replace("_", "-")
    if isinstance(value, bool):
        return f" {name}" if value else ""
    return f' {name}="{escape(value)}"'


VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
