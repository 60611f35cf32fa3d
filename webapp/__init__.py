"""Warm Hands: create_app is the one place that knows every feature."""

import logging
import secrets
import zoneinfo
from itertools import chain

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import config

from . import database, health, metrics, openapi, release, security, shelf, wire
from .families import pages as families_pages
from .families import passkey_views as passkeys
from .families import views as families
from .languages.pages import init_languages
from .learning import views as learning
from .ledger import views as ledger
from .massages import day as massage_days
from .massages import views as massages
from .offline import views as offline
from .push import keys as push_keys
from .push import views as push
from .reminders import pages as reminders_pages
from .reminders import views as reminders
from .routines import views as routines
from .settings import views as settings_pages
from .today import views as today

# the tzdata package's, the same ones everywhere: a machine's own may be years old
zoneinfo.reset_tzpath(to=())

FEATURES = (
    health, families, families_pages, passkeys, ledger, massage_days, massages, routines, learning,
    today, settings_pages, reminders, reminders_pages, push_keys, push, metrics,
    openapi,
    offline,  # last: it lists what all the others made
)


def create_app(settings: dict | None = None) -> Flask:
    """Return the app, configured by the environment and then by `settings`."""
    app = Flask(__name__, static_folder=None, template_folder=str(config.ROOT / "templates"))
    app.config.update(config.settings())
    app.config.update(settings or {})
    app.config["SECRET_KEY"] = app.config["SECRET_KEY"] or secrets.token_hex(32)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    logging.getLogger("webapp").setLevel(app.config["LOG_LEVEL"])
    database.init_database(app)
    init_languages(app)
    wire.init_wire(app)
    security.init_security(app)
    _add_features(app)
    app.wsgi_app = shelf.Shelf(app.wsgi_app, app.extensions["release"].files)
    if hops := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
    return app


def _add_features(app: Flask) -> None:
    """Let every feature add its API (`bp`), its hooks (`init`), its pages and its files."""
    app.extensions["projections"] = {}
    pages, makers = [], []
    for feature in FEATURES:
        if hasattr(feature, "bp"):
            app.register_blueprint(feature.bp)
            if (feature.bp.url_prefix or "").startswith("/api"):
                security.csrf.exempt(feature.bp)
        if hasattr(feature, "init"):
            feature.init(app)
        if hasattr(feature, "shells"):
            pages.append(feature.shells)
        if hasattr(feature, "files"):
            makers.append(feature.files)
    # drawn once for each language, and only where no earlier start kept them
    release.init_release(app, lambda: chain.from_iterable(shells() for shells in pages), makers)
