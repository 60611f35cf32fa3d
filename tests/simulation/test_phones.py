"""Phones under a hostile network against the real server: every massage exactly once everywhere.

WARM_HANDS_SEEDS plays so many evenings (500; 100,000 with ./dev test --long), WARM_HANDS_SEED
begins at one of them: a failing evening prints its steps, and is played again by its seed.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest
from machines import LONG

from simulation.servers import Server

HERE = Path(__file__).parent
SEEDS = int(os.environ.get("WARM_HANDS_SEEDS") or (100_000 if LONG else 500))
FIRST = int(os.environ.get("WARM_HANDS_SEED", 1))
SERVERS, PLAYERS = 2, 4  # a player mostly waits for its server
ON_POSTGRES = 1000 if LONG else 50
RESTORED = 100 if LONG else 12
STEPS = 60 if LONG else 40


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    servers = []
    for _ in range(SERVERS):
        like = servers[0] if servers else None
        servers.append(Server(tmp_path_factory.mktemp("server"), like=like))
        servers[-1].start()
    yield servers
    for server in servers:
        server.stop()


@pytest.fixture
def on_postgres(servers, postgres, tmp_path):
    """A server on PostgreSQL."""
    postgres.create("simulation", template="template_of_all")
    server = Server(tmp_path, postgres.url("simulation"), like=servers[0])
    server.start()
    yield server
    server.stop()
    postgres.drop("simulation")


def test_every_massage_is_everywhere_exactly_once(servers):
    shares = [SEEDS // PLAYERS + (n < SEEDS % PLAYERS) for n in range(PLAYERS)]
    firsts = [FIRST + sum(shares[:n]) for n in range(PLAYERS)]
    # one evening that is as long as some months
    endless = play(servers[0], 3_000_000 + FIRST, 1, "1000")
    judge([play(servers[n % SERVERS], firsts[n], shares[n], str(STEPS)) for n in range(PLAYERS)],
          SEEDS)
    judge([endless], 1, 1000)


def test_it_is_so_on_postgresql_too(on_postgres):
    shares = [ON_POSTGRES - ON_POSTGRES // 2, ON_POSTGRES // 2]
    judge([play(on_postgres, 2_000_000 + FIRST + n * ON_POSTGRES, share, str(STEPS))
           for n, share in enumerate(shares)], ON_POSTGRES)


def test_nothing_is_lost_or_doubled_when_the_server_is_restored_from_a_backup(servers):
    server = servers[0]
    player = play(server, 1_000_000 + FIRST, RESTORED, "restored")
    wait_for(player, {"backup": server.backup, "restore": server.put_back})
    judge([player], RESTORED)


def test_a_server_that_lost_everything_gets_it_back_from_the_phones(servers):
    server = servers[1]
    player = play(server, 4_000_000 + FIRST, RESTORED, "emptied")
    wait_for(player, {"empty": server.empty})
    judge([player], RESTORED)


def wait_for(player: subprocess.Popen, actions: dict) -> None:
    """Do what the player asks for, in this order."""
    for wanted, action in actions.items():
        assert json.loads(player.stdout.readline()) == {"wants": wanted}
        action()
        player.stdin.write("done\n")
        player.stdin.flush()


def play(server: Server, first: int, count: int, *how: str) -> subprocess.Popen:
    """Play `count` evenings from `first` on; each prints what became of it as a line of JSON."""
    return subprocess.Popen(["node", HERE / "play.js", server.url, str(first), str(count), *how],
                            text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def judge(players: list[subprocess.Popen], count: int, steps: int = STEPS) -> None:
    """Read what became of the evenings; each has to have gone well, and to have been hostile."""
    evenings = [json.loads(line) for player in players
                for line in player.communicate()[0].splitlines()]
    failed = [evening for evening in evenings if "error" in evening]
    for evening in failed[:3]:
        print("seed", evening.get("seed"), *evening.get("steps", []), evening["error"], sep="\n")
    assert not failed, f"{len(failed)} of {count} evenings, seeds {[e.get('seed') for e in failed]}"
    assert len(evenings) == count
    assert min(evening["steps"] for evening in evenings) >= steps
    total = {what: sum(evening[what] for evening in evenings)
             for what in ("phones", "steps", "massages", "writes", "requests", "faults", "deaths")}
    print(f"\n{count} evenings: {total}")
    assert total["faults"] > count, "the network was meant to be hostile"
