"""A site on this machine that answers well, badly and not at all."""

import socket
import struct
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class Site(BaseHTTPRequestHandler):
    """Answers as its addresses say: /200, /404, /loop, /slow and so on."""

    protocol_version = "HTTP/1.1"

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        self.server.asked.append((self.command, self.path, self.headers["User-Agent"]))
        self.server.times.append(time.monotonic())
        act = getattr(self, f"at_{self.path.split('/')[1].split('?')[0]}", None)
        if act:
            act()
        else:
            self.give(int(self.path.split("/")[1]))

    def give(self, status, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def at_moved(self):
        left = int(self.path.rpartition("/")[2])
        self.give(301, Location=f"/moved/{left - 1}" if left else "/200")

    def at_loop(self):
        self.give(302, Location="/loop")

    def at_away(self):
        self.give(302, Location=f"http://127.0.0.2:{self.server.server_port}/200")

    def at_file(self):
        self.give(302, Location="file:///etc/passwd")

    def at_greek(self):
        self.send_response(301)
        self.wfile.write(b"")
        self._headers_buffer.append("Location: /200/ελλάδα\r\n".encode())
        self.send_header("Content-Length", "0")
        self.end_headers()

    def at_busy(self):
        self.give(429, Retry_After="3600")

    def at_tired(self):
        self.server.visits["tired"] += 1
        if self.server.visits["tired"] == 1:
            self.give(503, Retry_After="1")
        else:
            self.give(200)

    def at_headless(self):
        self.give(405 if self.command == "HEAD" else 200)

    def at_badhead(self):
        self.give(404 if self.command == "HEAD" else 200)

    def at_slow(self):
        time.sleep(3)

    def at_drip(self):
        for _n in range(30):
            try:
                self.wfile.write(b"H")
            except OSError:
                return
            time.sleep(0.1)

    def at_reset(self):
        # Closing with the line still open makes the system answer with a reset.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def at_huge(self):
        self.send_response(200)
        self.send_header("Content-Length", str(10**12))
        self.end_headers()
        if self.command == "GET":
            try:
                while True:
                    self.wfile.write(bytes(1_000_000))
            except OSError:
                return

    def at_nonsense(self):
        self.wfile.write(b"\x00\x01\x02 nothing of HTTP\r\n\r\n")
        self.close_connection = True

    def log_message(self, *args):
        """Say nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Broken connections are what is tested."""


@pytest.fixture
def site(settings):
    """The server; `site.url("/404")` gives an address there, which alone may be asked."""
    server = Server(("127.0.0.1", 0), Site)
    server.asked, server.times, server.visits = [], [], Counter()
    server.url = lambda path: f"http://127.0.0.1:{server.server_port}{path}"
    settings.PRIVATE_ADDRESSES_TO_ASK = [f"127.0.0.1:{server.server_port}"]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}).start()
    yield server
    server.shutdown()
    server.server_close()
