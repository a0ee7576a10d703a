"""`make conformance`: writes docs/conformance.md; a lower score only with `--lower`."""

import sys

from tests.contract.conformance.page import HEAD, PAGE
from tests.contract.conformance.sections import SECTIONS


def main(arguments: list[str]) -> int:
    before = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    made = [section() for section in SECTIONS.values()]
    unexplained = [f"{section.title}: {one}" for section in made for one in section.unexplained]
    lower = [line for section in made for line in section.dropped_since(before)]
    sys.stderr.writelines(f"no reason known: {one}\n" for one in unexplained)
    sys.stderr.writelines(f"lower: {one}\n" for one in lower)
    if unexplained or (lower and "--lower" not in arguments):
        return 1
    PAGE.write_text("\n".join([HEAD, *(section.text() for section in made)]), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
