"""One address asked whether it answers: politely, and never inside the own network.

The connection goes to the very address that was looked at, at every redirect anew. A library that
looks names up again when it connects could be led elsewhere in between, so this is Python's own
HTTP client on a socket that is opened here.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

SECONDS_TO_CONNECT = 10
SECONDS_TO_ANSWER = 20
SECONDS_IN_ALL = 60  # for one address with its redirects
REDIRECTS = 10
MOVED = {301, 302, 303, 307, 308}
BUSY = {429, 503}
SAFE = "/%:@!$&'()*+,;=~-._?"


@dataclass(frozen=True)
class Answer:
    """What came of asking: a status, or None with the reason; the final address if it moved."""

    status: int | None
    says: str = ""
    wait: int = 0  # seconds, as a busy server asks

    @property
    def is_busy(self) -> bool:
        """Tell whether the server wants to be asked another time: that says nothing."""
        return self.status == 429 or (self.status == 503 and self.wait > 0)

    @property
    def is_there(self) -> bool:
        """Tell whether something answers there, if only to say that we may not see it."""
        return self.status is not None and (self.status < 400 or self.status in (401, 403, 451))


class CannotBeAskedError(Exception):
    """Why an address was not reached, in words."""


def ask(url: str) -> Answer:
    """Ask an address; never raises for what is wrong with it."""
    ends, address = time.monotonic() + SECONDS_IN_ALL, url
    seen: set[str] = set()
    try:
        while address not in seen and len(seen) <= REDIRECTS:
            seen.add(address)
            status, headers, reason = request(address, ends)
            location = headers.get("Location")
            if status not in MOVED or not location:
                says = address if address != url else reason if status >= 400 else ""
                wait = seconds_of(headers.get("Retry-After", "")) if status in BUSY else 0
                return Answer(status, says, wait)
            # A header is bytes: addresses with other letters come as UTF-8.
            location = location.encode("latin-1").decode("utf-8", "replace")
            address = urljoin(address, location).partition("#")[0]
        return Answer(None, "redirects in a circle" if address in seen else "too many redirects")
    except CannotBeAskedError as error:
        return Answer(None, str(error))


def request(url: str, ends: float) -> tuple[int, http.client.HTTPMessage, str]:
    """Ask for the head, and for the page itself where a server does not give heads rightly."""
    try:
        found = exchange("HEAD", url, ends)
    except (http.client.HTTPException, OSError, ValueError):
        return say_why(exchange, "GET", url, ends)
    if found[0] >= 400 and found[0] not in BUSY:
        return say_why(exchange, "GET", url, ends)
    return found


def say_why(act, *args):
    """Do what may fail, and name the failure (raises CannotBeAskedError)."""
    try:
        return act(*args)
    except ssl.SSLCertVerificationError as error:
        why = f"certificate not valid: {error.verify_message}"
    except ssl.SSLError as error:
        why = f"no secure connection: {error.reason or error}"
    except socket.gaierror:
        why = "no such host"
    except TimeoutError:
        why = "no answer in time"
    except ConnectionRefusedError:
        why = "connection refused"
    except ConnectionError:
        why = "connection broken off"
    except http.client.HTTPException as error:
        why = f"no sound answer ({type(error).__name__})"
    except OSError as error:
        why = error.strerror or "not reached"
    except ValueError:
        why = "no address that can be asked"
    raise CannotBeAskedError(why)


def exchange(method: str, url: str, ends: float):
    """Send one request and give status, headers and reason; of a body nothing is read."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise CannotBeAskedError("no http address")
    host = parts.hostname.encode("idna").decode() if ":" not in parts.hostname else parts.hostname
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connection = http.client.HTTPConnection(host, port)
    connection.sock = connect(host, port, ends)
    # A server that gives a byte at a time would never be slow enough for the timeout.
    watch = threading.Timer(max(ends - time.monotonic(), 0), give_up, [connection.sock])
    watch.start()
    try:
        if parts.scheme == "https":
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(connection.sock, server_hostname=host)
        target = quote(parts.path or "/", SAFE) + (
            f"?{quote(parts.query, SAFE)}" * bool(parts.query)
        )
        default = port == (443 if parts.scheme == "https" else 80)
        named = f"[{host}]" if ":" in host else host
        headers = {
            "Host": named if default else f"{named}:{port}",
            "User-Agent": user_agent(),
            "Accept": "*/*",
            "Connection": "close",
        }
        connection.request(method, target, headers=headers)
        response = connection.getresponse()
        return response.status, response.headers, f"{response.status} {response.reason}"
    finally:
        watch.cancel()
        connection.close()


def give_up(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        sock.close()


def connect(host: str, port: int, ends: float) -> socket.socket:
    """Open a connection to a public address of `host` (raises OSError, CannotBeAskedError)."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    public = [entry for entry in found if may_be_asked(str(entry[4][0]), port)]
    if not public:
        raise CannotBeAskedError("an address inside a private network, which is not asked")
    failure: OSError = TimeoutError()
    for family, kind, protocol, _name, place in public:
        left = ends - time.monotonic()
        if left <= 0:
            break
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(min(SECONDS_TO_CONNECT, left))
            sock.connect(place)
            sock.settimeout(SECONDS_TO_ANSWER)
        except OSError as error:
            sock.close()
            failure = error
        else:
            return sock
    raise failure


def may_be_asked(text: str, port: int) -> bool:
    """Tell whether an address belongs to the public internet, also one wrapped in another."""
    if f"{text}:{port}" in settings.PRIVATE_ADDRESSES_TO_ASK:
        return True
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in ipaddress.ip_network("64:ff9b::/96"):
            wrapped = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        address = wrapped or address
    return address.is_global and not address.is_multicast


def user_agent() -> str:
    """Say who asks, and where to complain."""
    name = " ".join(settings.SITE_NAME.encode("ascii", "ignore").decode().split())
    where = f" (+{settings.SITE_URL})" if settings.SITE_URL else ""
    return f"{name} check of sources{where}".lstrip()


def seconds_of(retry_after: str) -> int:
    """Read how long a busy server wants to be left alone: seconds, or a time."""
    if retry_after.isascii() and retry_after.isdigit():
        return min(int(retry_after), 7 * 24 * 60 * 60)
    try:
        return max(0, int(parsedate_to_datetime(retry_after).timestamp() - time.time()))
    except (ValueError, TypeError):
        return 0
