"""A made-up family and a made-up receipt."""

import base64
import json
from functools import cache
from pathlib import Path
from typing import Any

from forms.loader import load_pack
from forms.pack import ProcedurePack

PACK = Path("forms/packs/civil-status/1.001193/1")
LETTERS = "ẮẰẲẴẶĂ ẤẦẨẪẬÂ ẾỀỂỄỆÊ ỐỒỔỖỘÔ ỚỜỞỠỢƠ ỨỪỬỮỰƯ ÝỲỶỸỴ Đđ ắằẳẵặă ấầẩẫậâ ếềểễệê ốồổỗộô ớờởỡợơ ứừửữựư ýỳỷỹỵ"


@cache
def pack() -> ProcedurePack:
    return load_pack(PACK)


def answers() -> dict[str, Any]:
    mother = {"biet": "co", "ho_ten": "Nết", "ngay_sinh": "2001", "dan_toc": "06", "quoc_tich": "VNM"}
    abroad = {"ngoai_tinh": True, "dia_chi": LETTERS}
    passport = {"loai": "ho_chieu", "so": "C1234567", "ngay_cap": "2021-11-20"}
    father = {"biet": "co", "ho_ten": "Lò Văn Tâm", "ngay_sinh": "1998-10-20", "dan_toc": "03", "quoc_tich": "khac"}
    return {
        "noi_dang_ky": "14845",
        "nguoi_yeu_cau": {
            "ho_ten": "Lò Thị May",
            "ngay_sinh": "1958-09-02",
            "so_dinh_danh": "038158000123",
            "quan_he": "khac",
            "quan_he_khac": "bà nội",
            "da_thong_nhat": True,
        },
        "con": {
            "ho_ten": "Lò Đắc Ưỡng",
            "ngay_sinh": "2026-11-15",
            "gioi_tinh": "nam",
            "dan_toc": "03",
            "quoc_tich": "VNM",
            "noi_sinh": "Trạm Y tế xã Mường Lát, tỉnh Thanh Hóa",
            "que_quan": {"xa": "14845"},
        },
        "me": {**mother, "so_dinh_danh": "038301000123"},
        "cha": {
            **father,
            "quoc_tich_khac": "Lào",
            "chua_co_so_dinh_danh": True,
            "noi_cu_tru": abroad,
            "giay_to": passport,
        },
        "ban_sao": {"co": True, "so_luong": 2},
        "nhan_ket_qua": {"hinh_thuc": "tai_quay"},
    }


def claims(papers: int = 2, mode: str = "practice") -> dict[str, Any]:
    import hashlib

    digests = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(papers + 1)]
    return {
        "iss": "http://127.0.0.1:8765",
        "portal_id": "practice-3f9a1c20",
        "mode": mode,
        "kind": "dossier",
        "item": "0199aaaa-0000-7000-8000-000000000001",
        "dossier": "0199aaaa-0000-7000-8000-000000000001",
        "fingerprint": f"sha256:{digests[-1]}",
        "seq": 1,
        "unit": "14845",
        "procedure": "1.001193",
        "code": None,
        "received_at": "2026-11-23T08:37:02+07:00",
        "attachments": [{"slot": "TP01", "n": n, "sha256": digests[n]} for n in range(papers)],
        "consent": None,
    }


def token(of: dict[str, Any]) -> str:
    """A compact JWS in shape; nobody checks its signature here."""
    header = {"alg": "EdDSA", "kid": "practice-key-1", "typ": "JWT"}
    parts = [json.dumps(part, ensure_ascii=False).encode() for part in (header, of)]
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in (*parts, bytes(range(64))))
