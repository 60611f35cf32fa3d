"""The app as DATABASE_URL, INSTANCE_DIR and PORT say, without rate limits."""

import os

from webapp.serving import Server, prepared_app


def main() -> None:
    url = f"http://127.0.0.1:{os.environ['PORT']}"
    app = prepared_app({"TESTING": True, "RATELIMIT_ENABLED": False, "PUBLIC_URL": url})
    Server(app, worker=False).run()


if __name__ == "__main__":
    main()
