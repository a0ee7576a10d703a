"""A person's name in the three boxes of the portal: Họ, Chữ đệm, Tên."""


def split_name(name: str) -> tuple[str, str, str]:
    """(Họ, Chữ đệm, Tên) of a name as it is written: first word, what is between, last word.

    One word is a Tên only, as upland people may have it; of double surnames only the person knows.
    """
    words = name.split()
    if len(words) < 2:
        return "", "", " ".join(words)
    return words[0], " ".join(words[1:-1]), words[-1]
