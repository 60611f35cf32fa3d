"""Warm Hands: create_app is the one place that knows every feature."""

import logging
import secrets

from flask import Flask
from flask_babel import Babel
from werkzeug.middleware.proxy_fix import ProxyFix

import config

from . import database, release, security, shelf, wire


def create_app(settings: dict | None = None) -> Flask:
    """Return the app, configured by the environment and then by `settings`."""
    app = Flask(__name__, static_folder=None, template_folder=str(config.ROOT / "templates"))
    app.config.update(config.settings())
    app.config.update(settings or {})
    app.config["SECRET_KEY"] = app.config["SECRET_KEY"] or secrets.token_hex(32)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    logging.getLogger("webapp").setLevel(app.config["LOG_LEVEL"])
    database.init_database(app)
    Babel(app, default_translation_directories=str(config.ROOT / "translations"))
    wire.init_wire(app)
    security.init_security(app)
    _add_features(app)
    app.wsgi_app = shelf.Shelf(app.wsgi_app, app.extensions["release"].files)
    if hops := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
    return app


def _add_features(app: Flask) -> None:
    app.extensions["projections"] = {}
    app.extensions["reminder_status"] = lambda device: {}
    shells, makers = [], []
    for name in FEATURES:
        module = _load(name)
        if module is None:
            continue
        if hasattr(module, "bp"):
            app.register_blueprint(module.bp)
            if module.bp.url_prefix and module.bp.url_prefix.startswith("/api"):
                security.csrf.exempt(module.bp)
        if hasattr(module, "init"):
            module.init(app)
        if hasattr(module, "shells"):
            with app.test_request_context():  # forms on pages want to know their app
                shells += list(module.shells())
        if hasattr(module, "files"):
            makers.append(module.files)
    release.init_release(app, shells, makers)


FEATURES = (
    "health",
    "families.views", "families.pages", "ledger.views", "massages.views", "massages.day",
    "routines.views", "learning.views", "today.views", "settings.views",
    "reminders.pages", "reminders.views", "reminders.round", "push.keys", "push.views", "openapi",
    "offline.views",
)


def _load(name):  # TEMPORARY while features are being written
    import importlib
    try:
        return importlib.import_module(f"webapp.{name}")
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith("webapp"):
            return None
        raise
