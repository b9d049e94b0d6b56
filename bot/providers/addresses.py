"""Which addresses may be asked for a file that a vendor named.

A vendor's answer is foreign input: an address in it must not lead into the operator's network.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any, Self
from urllib.parse import urlsplit

_NAT64 = IPv6Network("64:ff9b::/96")
_PORTS = {"http": 80, "https": 443}


class Forbidden(Exception):
    """An address that must not be asked."""


@dataclass(frozen=True, kw_only=True)
class Homes:
    """The servers that the operator configured for a vendor.

    Attributes:
        origins: Their host names and ports: these may be asked wherever they are.
        local: Whether one of them is this machine: then this machine may be asked.
    """

    origins: frozenset[tuple[str, int]] = frozenset()
    local: bool = False

    @classmethod
    def of(cls, values: Iterable[str]) -> Self:
        """Those among a provider's settings that are addresses."""
        parts = [urlsplit(value) for value in values if value.startswith(("http://", "https://"))]
        origins = {(p.hostname, p.port or _PORTS[p.scheme]) for p in parts if p.hostname}
        local = any(_is_loopback(host) for host, _ in origins)
        return cls(origins=frozenset(origins), local=local)

    def allow(self, host: str, port: int, address: str) -> bool:
        """Whether to ask `host` at `port`, which was found at an IP `address`."""
        if (host, port) in self.origins or is_public(address):
            return True
        return self.local and _is_loopback(address)

    def allow_name(self, host: str, port: int) -> bool:
        """Whether to look for a host at all; names are judged once their address is known."""
        return _parse(host) is None or self.allow(host, port, host)


class Watch:
    """Judges a new connection by its other end, before a byte is sent.

    A connection to a proxy is not judged: the operator chose it, and it decides.

    Args:
        homes: What is allowed.
        host: The host that is wanted.
        port: Its port.
    """

    def __init__(self, homes: Homes, host: str, port: int) -> None:
        self._homes = homes
        self._host = host
        self._port = port
        self._direct = True

    async def __call__(self, event: str, info: Mapping[str, Any]) -> None:
        """Hear of a connection's progress (httpcore docs: request extension `trace`).

        Raises:
            Forbidden: It leads where it must not.
        """
        if event == "connection.connect_tcp.started":
            self._direct = info["host"] == self._host
        elif event == "connection.connect_tcp.complete" and self._direct:
            stream = info["return_value"]
            address = stream.get_extra_info("server_addr")[0]
            if not self._homes.allow(self._host, self._port, address):
                await stream.aclose()
                raise Forbidden(f"{self._host} is {address}")


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the internet at large, in every spelling of it."""
    parsed = _parse(address)
    return parsed is not None and parsed.is_global and not parsed.is_multicast


def _is_loopback(host: str) -> bool:
    parsed = _parse(host)
    return host == "localhost" or (parsed is not None and parsed.is_loopback)


def _parse(address: str) -> IPv4Address | IPv6Address | None:
    try:
        parsed = ip_address(address.strip("[]"))
    except ValueError:
        return None
    return _embedded(parsed) or parsed if isinstance(parsed, IPv6Address) else parsed


def _embedded(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for, where it does."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    tunnelled = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or tunnelled
