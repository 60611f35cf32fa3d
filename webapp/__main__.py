"""python -m webapp run | serve | work [--once] | check | migrate | backup FILE | restore FILE"""

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
        case _:
            sys.exit(__doc__)


main(sys.argv[1:])
