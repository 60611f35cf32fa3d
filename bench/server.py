"""The server's own work for a page, and pages a second beside a bare static file server."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.report import line
from bench.running import temporary_app, temporary_server

HEADERS = {"Accept-Encoding": "br"}


def measure() -> None:
    with temporary_app() as app:
        client = app.test_client()
        client.get("/", headers=HEADERS)
        began = time.process_time()
        for _ in range(500):
            client.get("/", headers=HEADERS)
        with_client = (time.process_time() - began) * 2
        line("CPU of a page, test client included", with_client, "ms", 1)
        page = app.extensions["release"].files["/"].compressed
    with temporary_server() as server:
        ours = requests_a_second(server.port)
    bare = bare_requests_a_second(page)
    line("pages a second, one process, 8 connections", ours, "/s")
    line("the same bytes from a bare static server, same gunicorn", bare, "/s")
    line("ours against bare", ours / bare, "×", 0.5, least=True)


def requests_a_second(port: int, seconds: float = 4) -> float:
    """Ask for / over 8 kept-alive connections of another process and count the answers."""
    program = f"""
import http.client, threading, time
counts = []
def ask():
    connection = http.client.HTTPConnection("127.0.0.1", {port})
    count, end = 0, time.time() + {seconds}
    while time.time() < end:
        connection.request("GET", "/", headers={HEADERS!r})
        connection.getresponse().read()
        count += 1
    counts.append(count)
threads = [threading.Thread(target=ask) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(sum(counts) / {seconds})
"""
    return float(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True,
                                check=True).stdout)


def bare_requests_a_second(body: bytes) -> float:
    """Serve `body` from a file with the least WSGI application there is."""
    import socket

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "page").write_bytes(body)
        Path(folder, "bare.py").write_text(
            "def app(environ, start):\n"
            f"    body = open({folder + '/page'!r}, 'rb').read()\n"
            "    start('200 OK', [('Content-Type', 'text/html'), ('Content-Encoding', 'br'),\n"
            "                     ('Content-Length', str(len(body)))])\n"
            "    return [body]\n")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-k", "gthread", "--threads", "8", "-w", "1",
             "--no-control-socket", "--keep-alive", "15", "--worker-tmp-dir", "/dev/shm",
             "-b", f"127.0.0.1:{port}", "--log-level", "error", "bare:app"], cwd=folder)
        try:
            for _ in range(100):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            return requests_a_second(port)
        finally:
            process.terminate()
            process.wait(10)
