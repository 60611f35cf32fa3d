"""The app as the environment says, without rate limits."""

from webapp.serving import Server, prepared_app


def main() -> None:
    app = prepared_app({"TESTING": True, "RATELIMIT_ENABLED": False})
    Server(app, worker=False).run()


if __name__ == "__main__":
    main()
