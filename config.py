"""Every setting of the app, read from the environment, with its default and its reason."""

import os
from pathlib import Path

ROOT = Path(__file__).parent


def settings(environment: dict[str, str] | None = None) -> dict:
    """Return the app's configuration from `environment` (default: the process's own)."""
    env = os.environ if environment is None else environment
    instance = Path(env.get("INSTANCE_DIR") or ROOT / "instance").resolve()
    return {
        # Where the server listens. Loopback unless asked: a proxy in front brings HTTPS.
        "HOST": env.get("HOST", "127.0.0.1"),
        "PORT": int(env.get("PORT", "8000")),
        # Everything that changes at run time lives here, never in the source tree.
        "INSTANCE_DIR": instance,
        "DATABASE_URL": env.get("DATABASE_URL") or f"sqlite:///{instance / 'warm-hands.sqlite'}",
        # The address parents type. Links in invitations and reminders begin with it.
        "PUBLIC_URL": env.get("PUBLIC_URL", "").rstrip("/"),
        # Signs form tokens. Made on the first start by `run` when it is not given.
        "SECRET_KEY": env.get("SECRET_KEY"),
        # Identify this server to push services; one pair for all processes of an installation.
        "VAPID_PRIVATE_KEY": env.get("VAPID_PRIVATE_KEY"),
        # Keys that were replaced: phones that subscribed with them are reached with them.
        "VAPID_FORMER_KEYS": _listed(env.get("VAPID_FORMER_KEYS", "")),
        "VAPID_SUBJECT": env.get("VAPID_SUBJECT"),
        # Push services allowed besides the well-known ones: tests and self-hosted services.
        "PUSH_SERVICES_EXTRA": _listed(env.get("PUSH_SERVICES_EXTRA", "")),
        # How many proxies in front may name the client's address. 0: nobody is believed.
        "TRUSTED_PROXIES": int(env.get("TRUSTED_PROXIES", "0")),
        # After so many days the operator's copies are gone; said on the pages about deleting.
        "BACKUP_DAYS": int(env.get("BACKUP_DAYS", "7")),
        # What parents may choose from; each but English has a catalogue: docs/translating.md.
        "LANGUAGES": tuple(dict.fromkeys(["en", *_listed(env.get("LANGUAGES", ""))])),
        "METRICS_TOKEN": env.get("METRICS_TOKEN"),
        "LOG_LEVEL": env.get("LOG_LEVEL", "INFO").upper(),
        # 1: the worker that phones fetch next removes itself and its caches; data stays.
        "KILL_SWITCH": env.get("KILL_SWITCH", "") == "1",
    }


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
