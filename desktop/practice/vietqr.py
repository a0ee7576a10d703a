"""The VietQR payload of a fee notice (EMVCo merchant-presented QR with the NAPAS template)."""

NAPAS = "A000000727"
TO_ACCOUNT = "QRIBFTTA"
PRACTICE_BIN = "999999"
"""No bank has it, so no bank's app should be able to pay."""
PRACTICE_ACCOUNT = "0000000007"
MEMO_LIMIT = 25
VALUE_LIMIT = 99


def crc16(data: bytes) -> int:
    """CRC-16/CCITT-FALSE: polynomial 1021, start FFFF, nothing reflected."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = ((crc << 1) ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc


def _field(tag: str, value: str) -> str:
    if not value.isascii() or not value.isprintable() or not 0 < len(value) <= VALUE_LIMIT:
        raise ValueError(f"field {tag} takes 1 to {VALUE_LIMIT} printable ASCII characters")
    return f"{tag}{len(value):02d}{value}"


def build(bin_: str, account: str, amount: int, memo: str) -> str:
    """Payload for one transfer of *amount* đồng; ValueError when a part cannot stand in a VietQR."""
    if amount <= 0:
        raise ValueError("an amount to pay is above zero")
    if len(memo) > MEMO_LIMIT:
        raise ValueError(f"a memo has at most {MEMO_LIMIT} characters")
    receiver = _field("00", bin_) + _field("01", account)
    merchant = _field("00", NAPAS) + _field("01", receiver) + _field("02", TO_ACCOUNT)
    payload = (
        _field("00", "01")
        + _field("01", "12")
        + _field("38", merchant)
        + _field("53", "704")
        + _field("54", str(amount))
        + _field("58", "VN")
        + _field("62", _field("08", memo))
        + "6304"
    )
    return payload + f"{crc16(payload.encode()):04X}"
