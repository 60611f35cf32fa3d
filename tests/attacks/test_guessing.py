"""Codes cannot be guessed: tries are counted for the network that they really come from."""

import pytest

TRIES = {"/api/invitations/redeem": 10, "/api/recovery": 10}
pytestmark = pytest.mark.sqlite_only


def tries(phone, path: str, count: int, headers=lambda n: {}, address=lambda n: "203.0.113.7"):
    """Return the statuses of `count` guesses, each with headers and an address of its own."""
    return [phone().post(path, {"code": f"ABCDEF{n:02}"}, headers=headers(n),
                         environ_base={"REMOTE_ADDR": address(n)}).status_code
            for n in range(count)]


def invented(n: int) -> dict:
    """Headers by which a client claims to be somebody else each time."""
    other = f"198.51.100.{n}"
    return {"X-Forwarded-For": other, "Forwarded": f"for={other}", "X-Real-IP": other,
            "True-Client-IP": other, "CF-Connecting-IP": other, "X-Client-IP": other,
            "Client-IP": other, "X-Forwarded-Host": f"h{n}.example", "Cookie": f"device=x{n}"}


@pytest.mark.parametrize("path", TRIES)
@pytest.mark.settings(RATELIMIT_ENABLED=True)
def test_without_a_proxy_no_header_makes_a_client_another(phone, path):
    assert tries(phone, path, TRIES[path] + 2, invented) == [404] * TRIES[path] + [429] * 2


@pytest.mark.parametrize("path", TRIES)
@pytest.mark.settings(RATELIMIT_ENABLED=True, TRUSTED_PROXIES=1)
def test_behind_a_proxy_only_what_the_proxy_added_counts(phone, path):
    def through_the_proxy(n: int) -> dict:
        # the client invents the first ones, the proxy appends whom it saw
        return {**invented(n), "X-Forwarded-For": f"198.51.100.{n}, 192.0.2.{n}, 203.0.113.9"}

    statuses = tries(phone, path, TRIES[path] + 2, through_the_proxy, lambda n: "127.0.0.1")
    assert statuses == [404] * TRIES[path] + [429] * 2
    # another household behind the same proxy is not locked out with it
    assert tries(phone, path, 1, lambda n: {"X-Forwarded-For": "203.0.113.10"},
                 lambda n: "127.0.0.1") == [404]


@pytest.mark.settings(RATELIMIT_ENABLED=True)
def test_a_household_with_a_whole_network_of_addresses_is_one(phone):
    path = "/api/recovery"
    statuses = tries(phone, path, TRIES[path] + 1,
                     address=lambda n: f"2001:db8:1:2:{n:x}::{n:x}")
    assert statuses == [404] * TRIES[path] + [429]
    assert tries(phone, path, 1, address=lambda n: "2001:db8:1:3::1") == [404]


@pytest.mark.parametrize("path", TRIES)
@pytest.mark.settings(RATELIMIT_ENABLED=True)
def test_a_right_code_is_not_taken_either_while_guesses_wait(phone, path):
    mother = phone()
    made = mother.family()
    code = (mother.post("/api/invitations").json["code"] if "redeem" in path
            else made["recovery_code"])
    address = {"REMOTE_ADDR": "203.0.113.7"}
    tries(phone, path, TRIES[path])
    assert phone().post(path, {"code": code}, environ_base=address).status_code == 429
    # and it is not used up by that
    elsewhere = {"REMOTE_ADDR": "203.0.113.8"}
    assert phone().post(path, {"code": code}, environ_base=elsewhere).status_code == 201


@pytest.mark.settings(RATELIMIT_ENABLED=True)
def test_the_way_back_is_limited_whatever_is_typed_and_a_wait_is_named(phone):
    for n in range(10):
        phone().post("/api/recovery", {"code": ["", "x" * 40, "0000-0000-0000-0000"][n % 3]})
    answer = phone().post("/api/recovery", {"code": "0" * 16})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    assert answer.json["error"]["message"] == "Too many tries. Please wait a little."
