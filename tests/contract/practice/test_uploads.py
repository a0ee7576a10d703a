"""Papers arrive byte for byte, whatever happens on the way."""

import hashlib
import random
import socket
import threading
from base64 import b64encode
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.contract.practice.office import Citizen, Running, new_id, repr_digest, running, sign_in, until

PAPER = random.Random(7).randbytes(300_000)


def checksum(content: bytes, algorithm: str = "sha256") -> str:
    return f"{algorithm} {b64encode(hashlib.new(algorithm, content).digest()).decode()}"


def offset(citizen: Citizen, upload: str) -> int:
    return int(citizen.call("HEAD", f"/uploads/{upload}").headers["Upload-Offset"])


def open_patch(citizen: Citizen, upload: str, length: int, first: bytes, at: int = 0) -> socket.socket:
    """A PATCH that promises *length* bytes and has sent only *first*."""
    place = urlsplit(citizen.portal.url)
    line = socket.create_connection((place.hostname or "", place.port or 0), timeout=20)
    head = (
        f"PATCH /api/v1/uploads/{upload} HTTP/1.1\r\nHost: {place.netloc}\r\n"
        f"Authorization: Bearer {citizen.tokens['access_token']}\r\nUpload-Offset: {at}\r\n"
        f"Content-Type: application/offset+octet-stream\r\nContent-Length: {length}\r\n\r\n"
    )
    line.sendall(head.encode() + first)
    return line


def test_a_paper_in_two_pieces_is_read_back_by_the_portal(citizen: Citizen) -> None:
    upload = new_id()
    created = citizen.announce(upload, PAPER)
    assert (created.status_code, created.headers["Location"]) == (201, f"/api/v1/uploads/{upload}")
    first = citizen.send(upload, PAPER[:1000], 0, **{"Upload-Checksum": checksum(PAPER[:1000])})
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "1000")
    assert "Repr-Digest" not in first.headers
    last = citizen.send(upload, PAPER[1000:], 1000, **{"Upload-Checksum": checksum(PAPER[1000:], "sha1")})
    assert last.headers["Repr-Digest"] == repr_digest(PAPER)
    state = citizen.call("GET", f"/uploads/{upload}").json()
    assert (state["sha256"], state["scan"]) == (hashlib.sha256(PAPER).hexdigest(), "clean")


def test_a_lost_creation_is_found_again_and_never_another_file(citizen: Citizen) -> None:
    upload = new_id()
    citizen.announce(upload, PAPER)
    assert offset(citizen, upload) == 0
    assert citizen.announce(upload, PAPER).status_code == 200
    answer = citizen.announce(upload, PAPER + b"!")
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[1]) == (422, "key-reused")


def test_a_wrong_offset_says_the_right_one(citizen: Citizen) -> None:
    upload = new_id()
    citizen.announce(upload, PAPER)
    citizen.send(upload, PAPER[:10], 0)
    answer = citizen.send(upload, PAPER[5:], 5)
    assert (answer.status_code, answer.json()["offset"]) == (409, 10)


def test_a_damaged_piece_is_dropped(citizen: Citizen) -> None:
    upload = new_id()
    citizen.announce(upload, PAPER)
    answer = citizen.send(upload, b"?" + PAPER[1:500], 0, **{"Upload-Checksum": checksum(PAPER[:500])})
    assert answer.status_code == 460
    assert offset(citizen, upload) == 0


def test_more_than_was_announced_is_refused(citizen: Citizen) -> None:
    upload = new_id()
    citizen.announce(upload, PAPER)
    assert citizen.send(upload, PAPER + b"more", 0).status_code == 413
    assert offset(citizen, upload) == 0


def test_another_file_than_announced_is_rejected_in_the_end(citizen: Citizen) -> None:
    upload = new_id()
    citizen.announce(upload, PAPER)
    sent = citizen.send(upload, PAPER[::-1], 0)
    assert sent.headers["Repr-Digest"] == repr_digest(PAPER[::-1])
    state = citizen.call("GET", f"/uploads/{upload}").json()
    assert (state["scan"], state["reason"]) == ("rejected", "digest")


def test_what_arrived_before_a_cut_stays(citizen: Citizen) -> None:
    upload = new_id()
    citizen.announce(upload, PAPER)
    open_patch(citizen, upload, len(PAPER), PAPER[:70_000]).close()
    until(lambda: offset(citizen, upload) == 70_000)
    rest = until(lambda: (sent := citizen.send(upload, PAPER[70_000:], 70_000)).status_code == 204 and sent)
    assert rest.headers["Repr-Digest"] == repr_digest(PAPER)


def test_a_proxy_that_lets_no_patch_through_is_no_obstacle(citizen: Citizen) -> None:
    upload = new_id()
    citizen.announce(upload, PAPER)
    headers = {
        "X-HTTP-Method-Override": "PATCH",
        "Content-Type": "application/offset+octet-stream",
        "Upload-Offset": "0",
    }
    sent = citizen.call("POST", f"/uploads/{upload}", data=PAPER, headers=headers)
    assert (sent.status_code, sent.headers["Repr-Digest"]) == (204, repr_digest(PAPER))


def test_one_at_a_time(citizen: Citizen) -> None:
    upload = new_id()
    citizen.announce(upload, PAPER)
    with open_patch(citizen, upload, len(PAPER), PAPER[:10]):
        until(lambda: offset(citizen, upload) == 10)
        answer = citizen.send(upload, PAPER[10:], 10)
    assert (answer.status_code, answer.headers["Retry-After"]) == (423, "1")


def test_killed_in_the_middle_it_resumes_byte_for_byte(tmp_path: Path) -> None:
    folder, upload = tmp_path / "data", new_id()
    with running(folder) as portal:
        citizen = sign_in(portal)
        citizen.announce(upload, PAPER)
        with open_patch(citizen, upload, len(PAPER), PAPER[:100_000]):
            until(lambda: offset(citizen, upload) == 100_000)
            portal.kill()
    with running(folder) as again:
        back = Citizen(again, citizen.account, citizen.tokens)
        at = offset(back, upload)
        assert at == 100_000
        assert back.send(upload, PAPER[at:], at).headers["Repr-Digest"] == repr_digest(PAPER)
        assert (folder / "uploads" / upload).read_bytes() == PAPER


def test_killed_with_all_bytes_there_it_is_still_read_back(tmp_path: Path) -> None:
    upload = new_id()
    with running(tmp_path / "data") as portal:
        citizen = sign_in(portal)
        citizen.announce(upload, PAPER)
        (tmp_path / "data" / "uploads" / upload).write_bytes(PAPER)
        told = citizen.call("HEAD", f"/uploads/{upload}").headers
    assert (told["Upload-Offset"], told["Repr-Digest"]) == (str(len(PAPER)), repr_digest(PAPER))


def test_dropped_is_gone_but_not_when_a_dossier_has_it(citizen: Citizen) -> None:
    loose = citizen.upload()
    assert citizen.call("DELETE", f"/uploads/{loose}").status_code == 204
    assert citizen.call("HEAD", f"/uploads/{loose}").status_code == 410
    filing = citizen.file()
    assert citizen.call("DELETE", f"/uploads/{filing.uploads['TP01/1']}").status_code == 409


def test_nothing_is_stored_before_the_bearer_is_known(portal: Running, citizen: Citizen) -> None:
    upload = new_id()
    citizen.announce(upload, PAPER)
    stranger = Citizen(portal, "x", {"access_token": "made-up"})
    assert stranger.send(upload, PAPER, 0).status_code == 401
    assert offset(citizen, upload) == 0


@pytest.mark.parametrize("bad", ["../../etc/passwd", "..%2f..%2fx", "A" * 36, "con"])
def test_an_id_is_a_uuid_and_never_a_path(citizen: Citizen, bad: str) -> None:
    assert citizen.call("HEAD", f"/uploads/{bad}").status_code in {400, 404}


def test_two_uploads_at_once_do_not_mix(citizen: Citizen) -> None:
    papers = {new_id(): random.Random(seed).randbytes(200_000) for seed in range(4)}
    threads = [threading.Thread(target=citizen.upload, args=(content, upload)) for upload, content in papers.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for upload, content in papers.items():
        state = citizen.call("GET", f"/uploads/{upload}").json()
        assert state["sha256"] == hashlib.sha256(content).hexdigest()
