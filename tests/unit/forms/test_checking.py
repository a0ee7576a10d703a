"""A schema is read by itself: nothing that it names is fetched, from the disk or from the network."""

import contextlib
import socket
from pathlib import Path
from typing import Any

import pytest

from forms.checking import checker
from forms.errors import PackError
from forms.lenient import read_pair
from tests.unit.forms.test_lenient import control, read


@pytest.fixture
def listening() -> Any:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


def asked(server: socket.socket) -> bool:
    try:
        server.accept()[0].close()
    except TimeoutError:
        return False
    return True


def url(server: socket.socket) -> str:
    return f"http://127.0.0.1:{server.getsockname()[1]}/schema.json"


@pytest.mark.parametrize("keyword", ["$ref", "$dynamicRef"])
def test_no_reference_is_followed_out(listening: socket.socket, keyword: str) -> None:
    with pytest.raises(ValueError, match="not present in a registry"):
        checker({"properties": {"a": {keyword: url(listening)}}})
    assert not asked(listening)


def test_no_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "there.json").write_text('{"type": "string"}', encoding="utf-8")
    with pytest.raises(ValueError, match="not present in a registry"):
        checker({"$ref": (tmp_path / "there.json").as_uri()})


@pytest.mark.parametrize("keyword", ["$schema", "$dynamicRef"])
def test_no_foreign_schema_reaches_the_network(tmp_path: Path, listening: socket.socket, keyword: str) -> None:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "properties": {"a": {"type": "string"}}}
    with contextlib.suppress(PackError):
        read(tmp_path, {**schema, keyword: url(listening)})
    assert not asked(listening)


def test_no_foreign_rule_reaches_the_network(tmp_path: Path, listening: socket.socket) -> None:
    rule = {"effect": "SHOW", "condition": {"scope": "#/properties/a", "schema": {"$ref": url(listening)}}}
    ui = {"type": "VerticalLayout", "elements": [control("a", rule=rule)]}
    told = read(tmp_path, {"properties": {"a": {"type": "string"}}}, ui).left_out
    assert [one.rule for one in told] == ["preview.rule"]
    assert not asked(listening)


def test_a_named_part_is_found_without_a_file(tmp_path: Path) -> None:
    schema = {"properties": {"a": {"$ref": "#ten"}}, "$defs": {"x": {"$anchor": "ten", "type": "string"}}}
    read(tmp_path, schema)
    assert read_pair(tmp_path / "s.json", None).left_out == ()
