"""A result comes over whole, goes on where the line was cut, and is never put together of two things."""

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest

from desktop.adapters.portal.downloads import MOST_CUTS
from desktop.adapters.portal.uploads import digest_header
from desktop.domain.download import Download
from desktop.services.ports import PortalTrouble
from tests.unit.portal import made
from tests.unit.portal.scripted import RESET, Scripted, problem, reply, scripted


@pytest.fixture
def portal() -> Iterator[Scripted]:
    with scripted() as server:
        yield server


def test_result_goes_on_where_the_line_was_cut(portal: Scripted) -> None:
    content = bytes(range(256)) * 8192

    def cut(asked: Any) -> bytes:
        start = int(asked.headers.get("range", "bytes=0-")[6:-1])
        whole = {"Content-Length": str(len(content) - start), "ETag": '"e1"'}
        if start:
            whole["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        end = start + 700_000
        return reply(206 if start else 200, content[start:end], whole)

    portal.script = cut
    got = b"".join(made.client(portal.url).content("rid-1", "token"))
    assert hashlib.sha256(got).digest() == hashlib.sha256(content).digest()
    assert len(portal.asked) == 3
    assert portal.asked[0].path == "/api/v1/results/rid-1/content"
    assert portal.asked[1].headers["if-range"] == '"e1"'


def test_result_that_was_replaced_meanwhile_is_not_mixed(portal: Scripted) -> None:
    tags = iter(('"e1"', '"e2"'))

    def other(_asked: Any) -> bytes:
        return reply(200, b"x" * 700_000, {"Content-Length": "2000000", "ETag": next(tags)})

    portal.script = other
    with pytest.raises(PortalTrouble) as trouble:
        list(made.client(portal.url).content("rid-1", "token"))
    assert trouble.value.answer.code == "portal.reply-damaged"


def test_result_from_a_portal_that_knows_no_ranges_has_nothing_twice(portal: Scripted) -> None:
    content = bytes(range(256)) * 4096
    ends = iter((600_000, len(content)))

    def whole(_asked: Any) -> bytes:
        return reply(200, content[: next(ends)], {"Content-Length": str(len(content)), "ETag": '"e1"'})

    portal.script = whole
    assert b"".join(made.client(portal.url).content("rid-1", "token")) == content


def test_result_that_is_announced_with_another_digest_is_not_fetched(portal: Scripted) -> None:
    other = {"Repr-Digest": digest_header("00" * 32), "ETag": '"e1"'}
    portal.script = lambda _: reply(200, b"x" * 700_000, other)
    so_far = Download(sha256="ab" * 32)
    with pytest.raises(PortalTrouble) as trouble:
        list(made.client(portal.url).content("rid-1", "token", so_far))
    assert (trouble.value.answer.code, so_far.content.tell()) == ("result.digest-differs", 0)


@pytest.mark.parametrize("listed", ["sha256:" + "ab" * 32, "q6urq6urq6s=", "AB" * 32])
def test_result_with_a_digest_that_is_none_is_fetched_and_judged_by_who_keeps_it(portal: Scripted, listed: str) -> None:
    portal.script = lambda _: reply(200, b"x" * 700, {"Repr-Digest": digest_header("00" * 32), "ETag": '"e1"'})
    assert b"".join(made.client(portal.url).content("rid-1", "token", Download(sha256=listed))) == b"x" * 700


def test_result_that_was_begun_before_is_asked_for_from_there(portal: Scripted) -> None:
    so_far = Download(etag='"e1"')
    so_far.content.write(b"begun")
    rest = {"ETag": '"e1"', "Content-Range": "bytes 5-9/10"}
    portal.script = lambda _: reply(206, b"ended", rest)
    assert list(made.client(portal.url).content("rid-1", "token", so_far)) == [b"ended"]
    assert so_far.content.getvalue() == b"begunended"
    asked = portal.asked[0].headers
    assert (asked["range"], asked["if-range"]) == ("bytes=5-", '"e1"')


def test_result_over_a_line_that_brings_a_little_each_time_comes_whole(portal: Scripted) -> None:
    content = bytes(range(256)) * 100

    def little(asked: Any) -> bytes:
        start = int(asked.headers.get("range", "bytes=0-")[6:-1])
        whole = {"Content-Length": str(len(content) - start), "ETag": '"e1"'}
        if start:
            whole["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        return reply(206 if start else 200, content[start : start + 2000], whole)

    portal.script = little
    assert b"".join(made.client(portal.url).content("rid-1", "token")) == content
    assert len(portal.asked) > MOST_CUTS + 2


def test_result_over_a_line_that_brings_nothing_more_is_given_up(portal: Scripted) -> None:
    def stuck(asked: Any) -> bytes:
        is_first = "range" not in asked.headers
        whole = {"Content-Length": "9000", "ETag": '"e1"', "Content-Range": "bytes 2000-9999/10000"}
        return reply(200 if is_first else 206, b"x" * 2000 if is_first else b"", whole)

    portal.script = stuck
    with pytest.raises(PortalTrouble) as trouble:
        list(made.client(portal.url).content("rid-1", "token"))
    assert trouble.value.answer.code == "network.cut"
    assert len(portal.asked) == 1 + MOST_CUTS + 1


def chunked(content: bytes) -> bytes:
    """A body without a length, cut after its last byte: the closing chunk never comes."""
    head = reply(200, b"", {"ETag": '"e1"', "Transfer-Encoding": "chunked"}).replace(b"Content-Length: 0\r\n", b"")
    return head + f"{len(content):x}\r\n".encode() + content + b"\r\n"


def test_result_without_a_length_over_a_cut_line_keeps_what_came(portal: Scripted) -> None:
    so_far = Download()
    portal.script = lambda asked: RESET if "range" in asked.headers else chunked(bytes(7000))
    with pytest.raises(PortalTrouble):
        list(made.client(portal.url).content("rid-1", "token", so_far))
    assert so_far.content.tell() == 7000


@pytest.mark.parametrize("said", [{}, {"Content-Range": "bytes */7000"}])
def test_result_that_was_cut_after_its_last_byte_is_whole(portal: Scripted, said: dict[str, str]) -> None:
    content = b"%PDF" + bytes(6996)
    portal.script = lambda asked: problem(416, "range", said) if "range" in asked.headers else chunked(content)
    assert b"".join(made.client(portal.url).content("rid-1", "token")) == content
    assert len(portal.asked) == 2


def test_result_that_has_another_length_there_is_not_taken_for_whole(portal: Scripted) -> None:
    said = {"Content-Range": "bytes */6000"}
    portal.script = lambda asked: problem(416, "range", said) if "range" in asked.headers else chunked(bytes(7000))
    with pytest.raises(PortalTrouble) as trouble:
        list(made.client(portal.url).content("rid-1", "token"))
    assert trouble.value.answer.code == "portal.reply-damaged"


def test_result_address_elsewhere_is_not_fetched(portal: Scripted) -> None:
    with pytest.raises(PortalTrouble) as trouble:
        list(made.client(portal.url).content("http://127.0.0.1:9/api/v1/results/x/content", "token"))
    assert trouble.value.answer.code == "portal.other-host"
    assert portal.asked == []
