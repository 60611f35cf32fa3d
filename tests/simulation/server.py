"""The app on a database of its own, without rate limits. Prints its port: python server.py FOLDER."""

import socket
import sys
from pathlib import Path

from webapp import create_app
from webapp.serving import Server, migrate


def main(folder: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = create_app({
        "DATABASE_URL": f"sqlite:///{folder / 'simulation.sqlite'}", "INSTANCE_DIR": folder,
        "TESTING": True, "RATELIMIT_ENABLED": False, "HOST": "127.0.0.1", "PORT": port,
        "PUBLIC_URL": f"http://127.0.0.1:{port}", "SECRET_KEY": "only-for-this-simulation",
    })
    migrate(app)
    print(port, flush=True)
    Server(app, worker=False).run()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
