"""A push service for a real Firefox: Mozilla's websocket protocol beside the HTTP one.

Firefox makes the keys and decrypts; the checks of every request are those of PushService.
"""

import json
import threading
import uuid

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from machines.push_service import PushService, b64, complaint_about, reply


class Autopush(PushService):
    """`preferences` are what Firefox needs to use it; `acks` what Firefox said about messages.

    `keys` are those that its subscriptions were made with: nobody else's signature is taken.
    """

    def __init__(self):
        super().__init__()
        self.channels: dict[str, ServerConnection] = {}
        self.keys: dict[str, str] = {}
        self.acks: list[dict] = []
        self.listener = serve(self._speak, "127.0.0.1", 0)
        threading.Thread(target=self.listener.serve_forever, daemon=True).start()
        port = self.listener.socket.getsockname()[1]
        self.preferences = {
            "dom.push.serverURL": f"ws://127.0.0.1:{port}/",
            "dom.push.testing.allowInsecureServerURL": True,
            "dom.push.connection.enabled": True,
            "dom.push.retryBaseInterval": 500,
        }

    def close(self) -> None:
        self.listener.shutdown()
        super().close()

    def _speak(self, socket: ServerConnection) -> None:
        try:
            for raw in socket:
                answer = self._answer(json.loads(raw), socket)
                if answer is not None:
                    socket.send(json.dumps(answer))
        except ConnectionClosed:
            return

    def _answer(self, said: dict, socket: ServerConnection) -> dict | None:
        match said.get("messageType"):
            case None:
                return {}
            case "hello":
                return {"messageType": "hello", "status": 200, "use_webpush": True,
                        "uaid": said.get("uaid") or uuid.uuid4().hex, "broadcasts": {}}
            case "register":
                channel = said["channelID"]
                self.channels[channel] = socket
                self.keys[channel] = said["key"].rstrip("=")
                return {"messageType": "register", "status": 200, "channelID": channel,
                        "pushEndpoint": f"{self.origin}/push/{channel}"}
            case "unregister":
                self.channels.pop(said["channelID"], None)
                return {"messageType": "unregister", "status": 200,
                        "channelID": said["channelID"]}
            case "ack":
                self.acks += said["updates"]
        return None

    def _take(self, request) -> None:
        self.requests.append(("POST", request.path))
        body = request.rfile.read(int(request.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in request.headers.items()}
        channel = request.path.rpartition("/")[2]
        complaint = complaint_about(headers, body, self.origin)
        if complaint:
            self.complaints.append(complaint)
            return reply(request, 400)
        if channel not in self.channels:
            return reply(request, 410)
        if not headers["authorization"].endswith(f"k={self.keys[channel]}"):
            self.complaints.append("another key than it subscribed with")
            return reply(request, 403)
        self.channels[channel].send(json.dumps({
            "messageType": "notification", "channelID": channel, "version": uuid.uuid4().hex,
            "ttl": int(headers["ttl"]), "data": b64(body), "headers": {"encoding": "aes128gcm"}}))
        return reply(request, 201)
