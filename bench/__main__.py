"""./dev bench [size | server | sync | phone | reminders | lighthouse | player |
journal]: numbers, limits."""

import importlib
import sys

PARTS = ("size", "server", "sync", "phone")
EXTRA = ("reminders", "lighthouse", "player", "journal")


def main(chosen: list[str]) -> None:
    unknown = set(chosen) - {*PARTS, *EXTRA}
    if unknown:
        sys.exit(f"{__doc__}\nNot known: {', '.join(sorted(unknown))}")
    for name in chosen or PARTS:
        print(f"\n{name}")
        importlib.import_module(f"bench.{name}").measure()


if __name__ == "__main__":
    main(sys.argv[1:])
