"""Recomputes everything that the practice portal claims, from its raw stored bytes; imports nothing of ours.

`python tests/e2e/oracle.py URL TOKEN` prints what it found as JSON; exit 1 when anything does not add up.
"""

import base64
import hashlib
import json
import sys
import unicodedata
import urllib.request
from collections.abc import Callable
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Json = Any
Expect = Callable[..., None]
SECONDS = 30


def fetch(url: str, token: str | None = None) -> bytes:
    """GET without a proxy; the portal is on this machine."""
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"} if token else {})  # noqa: S310
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=SECONDS) as answer:
        content: bytes = answer.read()
    return content


def from_base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def nfc(value: Json) -> Json:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [nfc(entry) for entry in value]
    if isinstance(value, dict):
        return {nfc(key): nfc(entry) for key, entry in value.items()}
    if isinstance(value, float):
        raise TypeError("manifest v1 has no fractions")
    return value


def canonical(value: Json) -> bytes:
    """RFC 8785 for what manifest v1 may hold: ASCII keys, no fractions."""
    return json.dumps(nfc(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def claims_of(receipt: str, keys: dict[str, Ed25519PublicKey]) -> Json:
    """The claims of a JWS whose EdDSA signature holds; ValueError otherwise."""
    head, body, signature = receipt.split(".")
    header = json.loads(from_base64url(head))
    if header["alg"] not in ("EdDSA", "Ed25519"):
        raise ValueError(f"alg {header['alg']}")
    try:
        keys[header["kid"]].verify(from_base64url(signature), f"{head}.{body}".encode())
    except InvalidSignature as error:
        raise ValueError("signature") from error
    return json.loads(from_base64url(body))


def public_keys(url: str) -> dict[str, Ed25519PublicKey]:
    """The portal's receipt keys by id."""
    profile = json.loads(fetch(f"{url}/.well-known/hoso-portal"))
    keys = profile["receipt_jwks"]
    if isinstance(keys, str):
        keys = json.loads(fetch(keys))
    return {key["kid"]: Ed25519PublicKey.from_public_bytes(from_base64url(key["x"])) for key in keys["keys"]}


def check_dossier(url: str, token: str, entry: Json, keys: dict[str, Ed25519PublicKey]) -> list[str]:
    """Every way in which one stored dossier does not add up."""
    faults: list[str] = []

    def expect(what: str, *, holds: bool) -> None:
        if not holds:
            faults.append(f"{entry['id']}: {what}")

    manifest = content_of(entry["manifest"], entry["fingerprint"], "dossier", expect)
    claims = claims_of(entry["receipt"], keys)
    expect("receipt names dossier", holds=claims["dossier"] == claims["item"] == entry["id"])
    expect("receipt names content", holds=claims["fingerprint"] == entry["fingerprint"])
    expect("receipt lists papers", holds=listed(claims) == listed(manifest))
    promised = {paper["sha256"] for paper in manifest["attachments"]}
    for item in entry["items"]:
        body = content_of(item["body"], item["fingerprint"], item["kind"], expect)
        said = claims_of(item["receipt"], keys)
        about = (said["kind"], said["item"], said["fingerprint"])
        expect(f"{item['kind']} receipt", holds=about == (item["kind"], item["item"], item["fingerprint"]))
        expect(f"{item['kind']} receipt lists papers", holds=listed(said) == listed(body))
        promised |= {paper["sha256"] for paper in body.get("attachments", [])}
    held = entry["attachments"] + entry["replaced"]
    expect("it holds what was promised and nothing else", holds=promised == {paper["sha256"] for paper in held})
    for paper in held:
        place = f"{paper['slot']}/{paper['n']}"
        address = f"{url}/practice/v1/dossiers/{entry['id']}/attachments/{place}?source={paper['source']}"
        content = fetch(address, token)
        actual = (hashlib.sha256(content).hexdigest(), len(content))
        expect(f"paper {place}", holds=actual == (paper["sha256"], paper["size"]))
    return faults


def content_of(stored: str, claimed: str, what: str, expect: Expect) -> Json:
    """The JSON in raw stored bytes, which must be canonical and have the claimed fingerprint."""
    raw = base64.b64decode(stored)
    content = json.loads(raw)
    expect(f"{what}: stored bytes are canonical", holds=raw == canonical(content))
    expect(f"{what}: fingerprint", holds=claimed == "sha256:" + hashlib.sha256(raw).hexdigest())
    return content


def listed(content: Json) -> list[tuple[str, int, str]]:
    return sorted((paper["slot"], paper["n"], paper["sha256"]) for paper in content.get("attachments") or [])


def audit(url: str, token: str) -> dict[str, Json]:
    """What the portal holds and everything that does not add up."""
    ledger = json.loads(fetch(f"{url}/practice/v1/ledger", token))
    keys = public_keys(url)
    ids = [entry["id"] for entry in ledger["dossiers"]]
    faults = [f"{twice}: held twice" for twice in {one for one in ids if ids.count(one) > 1}]
    seen: dict[str, str] = {}
    for entry in ledger["dossiers"]:
        faults += check_dossier(url, token, entry, keys)
        if (other := seen.setdefault(entry["fingerprint"], entry["id"])) != entry["id"]:
            faults.append(f"{entry['id']}: same content as {other}")
    return {"dossiers": ids, "tombstones": ledger["tombstones"], "faults": faults}


if __name__ == "__main__":
    found = audit(sys.argv[1], sys.argv[2])
    sys.stdout.write(json.dumps(found, indent=2) + "\n")
    sys.exit(1 if found["faults"] else 0)
