"""An evening's reminders, due → claimed → encrypted → sent → finished, over TLS to a local sink.

Beside them, in the same run and on the same core: npm's web-push, and encryption alone. How many
are due is BENCH_ROWS, 10,000 unless given; the way to a million takes minutes.
"""

import contextlib
import datetime as dt
import json
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from bench.report import line
from bench.running import ROOT

ROWS = int(os.environ.get("BENCH_ROWS", "10000"))
BESIDE = min(ROWS, 4000)  # messages of the comparisons
PHONES = 400        # different keys; a family each would take longer to make than to send
SUBJECT = "mailto:bench@warm-hands.example"
TEXT = "A towel, two hands, your voice. Nothing else is needed."


def measure() -> None:
    with tempfile.TemporaryDirectory() as folder, sink(Path(folder)) as service:
        browsers = [service.browser(number) for number in range(PHONES)]
        line("encryption alone, each second of processor", in_a_process(encrypt_alone, browsers),
             "/s")
        evening(f"SQLite, {ROWS:,} due", f"sqlite:///{folder}/bench.sqlite", 1, service, browsers)
        with postgres() as cluster:
            for workers in (1, 2, 4):
                cluster.create(f"bench{workers}")
                evening(f"PostgreSQL, {ROWS:,} due, {workers} at work",
                        cluster.url(f"bench{workers}"), workers, service, browsers)


def evening(name: str, url: str, workers: int, service: "Service", browsers: list[dict]) -> None:
    """Measure both halves: planned and encrypted ahead of the minute, then sent in it.

    Of a processor that others use too, their share falls on what runs just then. So npm's
    web-push runs before and after, and the work is also compared by the processor's own clock.
    """
    settings = {"DATABASE_URL": url, "PUSH_SERVICES_EXTRA": [service.origin]}
    in_a_process(fill, settings, browsers, ROWS)
    theirs = [npm_web_push(browsers)]
    service.arrivals()
    ahead, sending = [at_work(job, settings, workers) for job in (plan_all, send_all)]
    arrivals = service.arrivals()
    theirs.append(npm_web_push(browsers))
    seconds, cpu = (sum(each[clock] for each in theirs) / (2 * BESIDE)
                    for clock in ("seconds", "cpu"))
    sent = len(arrivals)
    print(f"  {name}")
    line("  npm web-push sendNotification, each second", 1 / seconds, "/s")
    line("  npm web-push, each second of processor", 1 / cpu, "/s")
    both = sent / (ahead.seconds + sending.seconds)
    line("  all in, each second", both, "/s")
    line("  all in, each second of processor", sent / (ahead.cpu + sending.cpu), "/s")
    goal = url.startswith("sqlite") or workers == 2
    if goal:
        line("  all in, against npm web-push", both * seconds, "×", 2.3, least=True)
    line("  in the due minute, each second", sent / sending.seconds, "/s")
    if goal:
        line("  in the due minute, against npm web-push", sent / sending.seconds * seconds, "×", 5,
             least=True)
    if url.startswith("sqlite"):  # of PostgreSQL the larger part works in processes of its own
        line("  all in, by the processor's clock", sent / (ahead.cpu + sending.cpu) * cpu, "×")
        line("  in the due minute, by the same", sent / sending.cpu * cpu, "×")
    late = sorted(at - sending.began for at in arrivals)
    line("  sent after, half of them", late[len(late) // 2], "s")
    line("  sent after, 99 of 100", late[len(late) * 99 // 100], "s")
    line("  to be tried again, as no connection came about", ROWS - sent, "")
    line("  memory of a worker, most", sending.memory, "MB")


class Work:
    """What several processes needed for one job together."""

    def __init__(self, began: float, answers: list[dict]):
        self.began = began
        self.seconds = max(answer["ended"] for answer in answers) - began
        self.cpu = sum(answer["cpu"] for answer in answers)
        self.memory = max(answer["memory"] for answer in answers)


def at_work(job, settings: dict, workers: int) -> Work:
    """Run `job` in so many processes, side by side. One alone has a core to itself."""
    context = multiprocessing.get_context("spawn")
    start, answers = context.Barrier(workers + 1), context.Queue()
    processes = [context.Process(target=job, args=(settings, start, answers, workers == 1))
                 for _ in range(workers)]
    for process in processes:
        process.start()
    start.wait(300)
    began = time.time()
    found = [answers.get(timeout=7200) for _ in processes]
    for process in processes:
        process.join()
    return Work(began, found)


def plan_all(settings, start, answers, alone) -> None:
    from webapp.database import writing
    from webapp.reminders.round import plan_round

    app = started(settings)

    def work():
        while True:
            with app.app_context(), writing():
                if not plan_round(due_at() - dt.timedelta(minutes=5)):
                    return
    measured(work, start, answers, alone)


def send_all(settings, start, answers, alone) -> None:
    from webapp.database import writing
    from webapp.push.sender import Sender
    from webapp.push.sending import deliver_due

    app = started(settings)

    def work():
        with Sender(app.extensions["vapid"], app.config["VAPID_SUBJECT"]) as sender:
            while True:
                with app.app_context(), writing():
                    if not deliver_due(sender, lambda: due_at() + dt.timedelta(seconds=45)):
                        return
    measured(work, start, answers, alone)


def measured(work, start, answers, alone: bool) -> None:
    if alone:
        pin()
    start.wait(300)
    cpu = time.process_time()
    work()
    answers.put({"ended": time.time(), "cpu": time.process_time() - cpu,
                 "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024})


def started(settings: dict):
    from webapp import create_app

    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    return create_app({"INSTANCE_DIR": folder, "PUBLIC_URL": "http://localhost", "TESTING": True,
                       "VAPID_PRIVATE_KEY": KEY, "VAPID_SUBJECT": SUBJECT, **settings})


def fill(settings: dict, browsers: list[dict], count: int) -> None:
    """Make so many families, each with a phone and a reminder due at the same minute."""
    from webapp.database import db, writing
    from webapp.families.caregiver import Caregiver
    from webapp.families.device import Device
    from webapp.families.family import Family
    from webapp.push.subscription import Subscription
    from webapp.reminders.projection import ZONE_RULES, FamilyReminder
    from webapp.serving import migrate

    app = started(settings)
    migrate(app)
    moment = due_at() - dt.timedelta(days=1)
    for first in range(0, count, 5000):
        rows = {model: [] for model in (Family, Caregiver, Device, Subscription, FamilyReminder)}
        for number in range(first, min(first + 5000, count)):
            family, caregiver, device = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
            browser = browsers[number % PHONES]
            rows[Family].append({"id": family, "zone": "Europe/Berlin", "created_at": moment,
                                 "epoch": uuid.uuid4(), "counter": 0})
            rows[Caregiver].append({"family_id": family, "id": caregiver, "role": "owner",
                                    "created_at": moment})
            rows[Device].append({
                "family_id": family, "id": device, "caregiver_id": caregiver,
                "token_sha256": device.hex * 2, "created_at": moment, "last_seen_at": moment,
                "renewed_at": moment})
            rows[Subscription].append({
                "family_id": family, "device_id": device, "language": "en", "created_at": moment,
                "confirmed_at": moment, "endpoint": f"{browser['endpoint']}/{number}",
                **browser["keys"]})
            rows[FamilyReminder].append({
                "family_id": family, "fields": {"on": True, "time": "18:45"}, "unopened": 0,
                "zone": "Europe/Berlin", "next_due_at": due_at(), "zone_rules": ZONE_RULES})
        with app.app_context(), writing():
            for model, values in rows.items():
                db.session.execute(sa.insert(model), values)
            db.session.commit()


def due_at() -> dt.datetime:
    """An evening of the day after tomorrow: nothing of it depends on when this runs."""
    from zoneinfo import ZoneInfo

    day = dt.date.today() + dt.timedelta(days=2)
    return dt.datetime.combine(day, dt.time(18, 45), ZoneInfo("Europe/Berlin")).astimezone(dt.UTC)


def encrypt_alone(browsers: list[dict]) -> float:
    from types import SimpleNamespace

    from webapp.push.message import encrypted

    phones = [SimpleNamespace(**browser["keys"]) for browser in browsers]
    began = time.process_time()
    for number in range(BESIDE):
        encrypted(TEXT.encode(), phones[number % PHONES])
    return BESIDE / (time.process_time() - began)


def npm_web_push(browsers: list[dict]) -> dict:
    """Return the seconds, and those of the processor, that BESIDE messages took."""
    asked = {"subscriptions": [browsers[number % PHONES] for number in range(BESIDE)],
             "text": TEXT, "subject": SUBJECT}
    answer = subprocess.run(
        ["node", str(ROOT / "bench" / "web_push.mjs")], input=json.dumps(asked), text=True,
        env={**os.environ, "NODE_EXTRA_CA_CERTS": os.environ["SSL_CERT_FILE"]}, check=True,
        stdout=subprocess.PIPE, preexec_fn=pin)
    return json.loads(answer.stdout)


class Service:
    """The sink in a process of its own."""

    def __init__(self, process: subprocess.Popen):
        self.process = process
        self.origin = f"https://localhost:{int(process.stdout.readline())}"

    def browser(self, number: int) -> dict:
        from machines.push_service import Browser

        return Browser(f"{self.origin}/push/{number}").subscription()

    def arrivals(self) -> list[float]:
        """Return when messages came since this was last asked."""
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@contextlib.contextmanager
def sink(folder: Path) -> Iterator[Service]:
    from bench.push_sink import make_certificate

    make_certificate(folder)
    os.environ["SSL_CERT_FILE"] = str(folder / "cert.pem")
    process = subprocess.Popen([sys.executable, "-m", "bench.push_sink", str(folder)], text=True,
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)
    yield Service(process)
    process.terminate()
    process.wait()


@contextlib.contextmanager
def postgres() -> Iterator:
    from machines.postgres import Cluster

    cluster = Cluster(keeps=True)
    yield cluster
    cluster.stop()


def in_a_process(job, *arguments):
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(job, arguments)


def pin() -> None:
    with contextlib.suppress(AttributeError, OSError):
        os.sched_setaffinity(0, {0})


def _key() -> str:
    import base64

    return base64.urlsafe_b64encode(b"\x02" * 32).rstrip(b"=").decode()


KEY = _key()
