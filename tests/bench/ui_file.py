"""The widgets of one of our forms written down as a .ui file: what Qt Designer would have given for the same form."""

from xml.etree.ElementTree import Element, SubElement, tostring

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

KINDS = (QLabel, QLineEdit, QComboBox, QPlainTextEdit, QRadioButton, QCheckBox, QPushButton, QFrame, QWidget)
WHOLE = (QLabel, QLineEdit, QComboBox, QPlainTextEdit, QRadioButton, QCheckBox, QPushButton)


def written(form: QWidget) -> bytes:
    """All widgets of *form*, hidden ones too, with their texts, choices and roles, each level in one column."""
    root = Element("ui", version="4.0")
    SubElement(root, "class").text = "Form"
    _widget(root, form)
    file: bytes = tostring(root, encoding="utf-8")
    return file


def number_of_widgets(form: QWidget) -> int:
    """How many widgets `written` writes."""
    inner = [] if isinstance(form, WHOLE) else _children(form)
    return 1 + sum(number_of_widgets(child) for child in inner)


def _widget(parent: Element, widget: QWidget) -> None:
    kind = next(kind for kind in KINDS if isinstance(widget, kind))
    element = SubElement(parent, "widget", {"class": kind.__name__, "name": widget.objectName()})
    if isinstance(widget, QLabel | QLineEdit | QCheckBox | QRadioButton | QPushButton) and widget.text():
        _property(element, "text", widget.text())
    if isinstance(widget, QLabel) and widget.wordWrap():
        _property(element, "wordWrap", "true", kind="bool")
    if widget.isHidden():
        _property(element, "visible", "false", kind="bool")
    role = widget.property("role")
    if isinstance(role, str):
        _property(element, "role", role, is_own=False)
    if isinstance(widget, QComboBox):
        for row in range(widget.count()):
            _property(SubElement(element, "item"), "text", widget.itemText(row))
    if isinstance(widget, WHOLE):
        return
    children = _children(widget)
    if children:
        layout = SubElement(element, "layout", {"class": "QVBoxLayout"})
        for child in children:
            _widget(SubElement(layout, "item"), child)


def _children(widget: QWidget) -> list[QWidget]:
    return [child for child in widget.children() if isinstance(child, QWidget)]


def _property(element: Element, name: str, value: str, *, kind: str = "string", is_own: bool = True) -> None:
    attributes = {"name": name} if is_own else {"name": name, "stdset": "0"}  # 0: no property that the class declares
    SubElement(SubElement(element, "property", attributes), kind).text = value
