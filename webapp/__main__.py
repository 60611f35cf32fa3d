"""python -m webapp run | serve | work [--once] | check | migrate | backup FILE | restore FILE
| words update LANGUAGE | words check LANGUAGE"""

import sys

from . import serving


def main(arguments: list[str]) -> None:
    match arguments:
        case [] | ["run"]:
            serving.run()
        case ["serve"]:
            serving.serve()
        case ["work"]:
            serving.work()
        case ["work", "--once"]:
            serving.work(once=True)
        case ["check"]:
            serving.check()
        case ["migrate"]:
            serving.prepared_app({})
        case ["backup", path]:
            from .backup import backup

            backup(serving.prepared_app({}), path)
        case ["restore", path]:
            from .backup import restore

            restore(path)
        case ["words", "update", language]:
            from .languages.extraction import update

            print(update(language))
        case ["words", "check", language]:
            from .languages.checking import faults

            found = list(faults(language))
            print("\n".join(found) or f"{language}: every text is there, and keeps what it must")
            sys.exit(1 if found else 0)
        case _:
            sys.exit(__doc__)


main(sys.argv[1:])
