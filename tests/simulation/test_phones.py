"""Phones under a hostile network against the real server: every massage exactly once everywhere.

WARM_HANDS_SEEDS plays so many evenings (500; 5,000 with ./dev test --long), WARM_HANDS_SEED
begins at one of them: a failing evening is played again, step by step, by its seed.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SEEDS = int(os.environ.get("WARM_HANDS_SEEDS") or (5000 if os.environ.get("WARM_HANDS_LONG") else 500))
FIRST = int(os.environ.get("WARM_HANDS_SEED", 1))
SERVERS, PLAYERS = 2, 6  # a player mostly waits for its server


@pytest.fixture(scope="module")
def urls(tmp_path_factory):
    """Real servers on databases of their own; the evenings are dealt to them."""
    servers = []
    for _ in range(SERVERS):
        folder = tmp_path_factory.mktemp("server")
        log = open(folder / "server.log", "wb")  # noqa: SIM115 - the server holds it
        servers.append((subprocess.Popen(
            [sys.executable, HERE / "server.py", folder], cwd=ROOT, text=True, stderr=log,
            stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}), log))
    yield [f"http://127.0.0.1:{int(server.stdout.readline())}" for server, _ in servers]
    for server, log in servers:
        server.terminate()
        server.wait(20)
        server.stdout.close()
        log.close()


def test_every_massage_is_everywhere_exactly_once(urls):
    evenings = play(urls, FIRST, SEEDS)
    failed = [evening for evening in evenings if "error" in evening]
    for evening in failed[:3]:
        print("seed", evening.get("seed"), *evening.get("steps", []), evening["error"], sep="\n")
    assert not failed, f"{len(failed)} of {SEEDS} evenings, seeds {[e.get('seed') for e in failed]}"
    assert len(evenings) == SEEDS
    total = {what: sum(evening[what] for evening in evenings)
             for what in ("phones", "massages", "writes", "requests", "faults", "deaths")}
    print(f"\n{SEEDS} evenings: {total}")
    assert total["faults"] > SEEDS, "the network was meant to be hostile"


def play(urls: list[str], first: int, count: int) -> list[dict]:
    """Play evenings `first` to `first + count - 1`, shared among players; return what became of them."""
    shares = [count // PLAYERS + (n < count % PLAYERS) for n in range(PLAYERS)]
    players = []
    for n, share in enumerate(shares):
        players.append(subprocess.Popen(
            ["node", HERE / "play.js", urls[n % SERVERS], str(first), str(share)],
            cwd=ROOT, text=True, stdout=subprocess.PIPE))
        first += share
    lines = [line for player in players for line in player.communicate()[0].splitlines()]
    return [json.loads(line) for line in lines]
