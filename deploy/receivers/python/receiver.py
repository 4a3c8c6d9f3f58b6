"""A receiver of care events with nothing but Python: python3 receiver.py <port> <secret>

The secret is the one of the subscription, whsec_...; while it is rotated give both, separated by a comma.
"""
import base64
import hashlib
import hmac
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PORT, SECRETS = int(sys.argv[1]), sys.argv[2].split(",")
KEYS = [base64.b64decode(secret.removeprefix("whsec_")) for secret in SECRETS]
seen = set()  # keep this in your database, together with what the event makes you do


def is_ours(event_id, timestamp, signatures, body):
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > 300:  # somebody plays an old one again
        return False
    signed = f"{event_id}.{timestamp}.".encode() + body
    right = ["v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode() for key in KEYS]
    return any(hmac.compare_digest(given, expected) for given in signatures.split() for expected in right)


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        headers = [self.headers.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature")]
        if not is_ours(*headers, body):
            return self.answer(401)
        event = json.loads(body)
        if "challenge" in event["data"]:
            return self.answer(200, json.dumps({"challenge": event["data"]["challenge"]}).encode())
        if event["id"] not in seen:
            seen.add(event["id"])  # an event may come twice, its id is the same
            print(f"verified {event['type']} {event['subject']}", flush=True)
        return self.answer(204)  # quickly; work afterwards

    def answer(self, status, body=b""):
        self.send_response(status)
        if status != 204:
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", PORT), Receiver)
print(f"listening on {PORT}", flush=True)
server.serve_forever()
