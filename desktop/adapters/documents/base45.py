"""Base45 (RFC 9285): bytes in the letters that a QR code packs tightest."""

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
VALUES = {letter: value for value, letter in enumerate(LETTERS)}
BASE = 45


def encode(content: bytes) -> str:
    """Three letters for two bytes, two for a last odd one."""
    letters = []
    for at in range(0, len(content), 2):
        pair = content[at : at + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            number, rest = divmod(number, BASE)
            letters.append(LETTERS[rest])
    return "".join(letters)


def decode(text: str) -> bytes:
    """What `encode` was given; ValueError for anything else."""
    content = bytearray()
    for at in range(0, len(text), 3):
        group = text[at : at + 3]
        if len(group) == 1:
            raise ValueError("not base45")
        try:
            number = sum(VALUES[letter] * BASE**power for power, letter in enumerate(group))
            content += number.to_bytes(len(group) - 1, "big")
        except (KeyError, OverflowError):
            raise ValueError("not base45") from None
    return bytes(content)
