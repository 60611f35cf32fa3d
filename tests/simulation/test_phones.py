"""Phones under a hostile network against the real server: every massage exactly once everywhere.

WARM_HANDS_SEEDS plays so many evenings (500; 5,000 with ./dev test --long), WARM_HANDS_SEED
begins at one of them: a failing evening is played again, step by step, by its seed.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest
from machines import LONG

from simulation.servers import Server

HERE = Path(__file__).parent
SEEDS = int(os.environ.get("WARM_HANDS_SEEDS") or (5000 if LONG else 500))
FIRST = int(os.environ.get("WARM_HANDS_SEED", 1))
SERVERS, PLAYERS = 2, 6  # a player mostly waits for its server
RESTORED = 100 if LONG else 12


@pytest.fixture
def servers(tmp_path_factory):
    servers = [Server(tmp_path_factory.mktemp("server")) for _ in range(SERVERS)]
    for server in servers:
        server.start()
    yield servers
    for server in servers:
        server.stop()


def test_every_massage_is_everywhere_exactly_once(servers):
    shares = [SEEDS // PLAYERS + (n < SEEDS % PLAYERS) for n in range(PLAYERS)]
    firsts = [FIRST + sum(shares[:n]) for n in range(PLAYERS)]
    players = [play(servers[n % SERVERS], firsts[n], shares[n]) for n in range(PLAYERS)]
    evenings = [json.loads(line) for player in players
                for line in player.communicate()[0].splitlines()]
    judge(evenings, SEEDS)


def test_nothing_is_lost_or_doubled_when_the_server_is_restored_from_a_backup(servers):
    server = servers[0]
    player = play(server, 1_000_000 + FIRST, RESTORED, "restored")
    for wanted, action in (("backup", server.backup), ("restore", server.put_back)):
        assert json.loads(player.stdout.readline()) == {"wants": wanted}
        action()
        player.stdin.write("done\n")
        player.stdin.flush()
    judge([json.loads(line) for line in player.communicate()[0].splitlines()], RESTORED)


def play(server: Server, first: int, count: int, *how: str) -> subprocess.Popen:
    """Play `count` evenings from `first` on; each prints what became of it as a line of JSON."""
    return subprocess.Popen(["node", HERE / "play.js", server.url, str(first), str(count), *how],
                            text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def judge(evenings: list[dict], count: int) -> None:
    failed = [evening for evening in evenings if "error" in evening]
    for evening in failed[:3]:
        print("seed", evening.get("seed"), *evening.get("steps", []), evening["error"], sep="\n")
    assert not failed, f"{len(failed)} of {count} evenings, seeds {[e.get('seed') for e in failed]}"
    assert len(evenings) == count
    total = {what: sum(evening[what] for evening in evenings)
             for what in ("phones", "massages", "writes", "requests", "faults", "deaths")}
    print(f"\n{count} evenings: {total}")
    assert total["faults"] > count, "the network was meant to be hostile"
