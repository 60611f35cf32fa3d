"""A network in front of the server that can fail, for pages and service workers alike."""

import contextlib
import os
import socket
import socketserver
import struct
import threading
import time

# Below the ports that the system hands out; the same ones again, as a release is built for its URL.
PORTS = range(20_000, 20_050)


class Network:
    """A TCP proxy. `set("pass" | "refuse" | "hang" | "slow")` takes effect at once.

    A browser's own offline switch misses what a service worker fetches; this does not.
    """

    def __init__(self, upstream_port: int):
        self.upstream_port, self.mode = upstream_port, "pass"
        self.connections: set[socket.socket] = set()
        network = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                network._carry(self.request)

        class Listener(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True
            request_queue_size = 128
            block_on_close = False

        self.listener = first_free(Listener, Handler)
        self.port = self.listener.server_address[1]
        threading.Thread(target=self.listener.serve_forever, daemon=True,
                         kwargs={"poll_interval": 0.05}).start()

    def set(self, mode: str) -> None:
        """Change the weather, and cut the connections that are open."""
        self.mode = mode
        if mode == "refuse":
            for connection in list(self.connections):
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.set("refuse")
        self.listener.shutdown()
        self.listener.server_close()

    def _carry(self, client: socket.socket) -> None:
        if self.mode == "refuse":
            # a reset, as from a machine that is not there
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            client.close()
            return
        self.connections.add(client)
        server = None
        try:
            server = socket.create_connection(("127.0.0.1", self.upstream_port))
            self.connections.add(server)
            threading.Thread(target=self._pump, args=(server, client), daemon=True).start()
            self._pump(client, server)
        except OSError:
            pass  # a broken connection is what this class is for
        finally:
            for connection in (client, server):
                if connection:
                    self.connections.discard(connection)
                    connection.close()

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                while self.mode == "hang":  # swallowed, never answered
                    time.sleep(0.05)
                if self.mode == "slow":
                    time.sleep(0.4)
                if self.mode == "refuse":
                    break
                target.sendall(data)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)


def first_free(listener: type, handler: type) -> socketserver.TCPServer:
    """Return a listener on the first free port of this process's share."""
    share = 50 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    for port in PORTS:
        with contextlib.suppress(OSError):
            return listener(("127.0.0.1", port + share), handler)
    raise OSError("no port is free")
