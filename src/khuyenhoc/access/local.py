"""Who may write until there are accounts: people at the machine itself, or who redeemed the one-time code."""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock

from khuyenhoc.errors import AppError

_FORWARDED = ("x-forwarded-", "forwarded", "x-real-ip", "x-client-ip", "via")  # beginnings of what proxies add
_THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")
_LOOPBACK = ("127.0.0.1", "::1", "::ffff:127.0.0.1")  # the last: IPv4 to a server that listens on both
_TRIES = 5


@dataclass(frozen=True)
class Person:
    """Whoever asks. `may_see_small`: small numbers of groups too, as an official (methods §6)."""

    may_write: bool
    may_see_small: bool = False

    @property
    def scope(self) -> str:
        """What this person may see: stands in every cache key."""
        return "official" if self.may_see_small else "public"

    @property
    def has_all_rights(self) -> bool:
        """Whoever looks after this installation."""
        return self.may_write and self.may_see_small

    def require_all_rights(self) -> None:
        """Raises AppError(not_allowed) unless this person may do everything here."""
        if not self.has_all_rights:
            raise AppError("not_allowed")

    def require_writing(self) -> None:
        """Raises AppError(not_allowed) unless this person may write."""
        if not self.may_write:
            raise AppError("not_allowed")


OWNER = Person(may_write=True, may_see_small=True)
WRITER = Person(may_write=True)
READER = Person(may_write=False)


def is_this_machine(remote_ip: str | None, headers: Mapping[str, str]) -> bool:
    """True for a browser on the machine itself. `remote_ip` is None for most loopback connections.

    A request that came through a proxy, or that asks for another host's name, is not: both reach us over loopback.
    """
    names = {name.lower(): value for name, value in headers.items()}
    host = re.sub(r":\d+$", "", names.get("host", "localhost"))
    near = remote_ip is None or remote_ip in _LOOPBACK
    return near and host in _THIS_MACHINE and not any(name.startswith(_FORWARDED) for name in names)


class OneTimeCode:
    """A code that opens writing for one browser session. Redeemed or tried too often, it is replaced and told anew."""

    def __init__(self, tell: Callable[[str], None]):
        self._tell = tell
        self._lock = Lock()
        self._renew()

    def redeem(self, text: str) -> bool:
        """True once for the right code. Five wrong tries replace it."""
        with self._lock:
            right = secrets.compare_digest(text.strip().encode(), self._code.encode())
            self._wrong += not right
            if right or self._wrong >= _TRIES:
                self._renew()
            return right

    def _renew(self) -> None:
        self._code = f"{secrets.randbelow(10**8):08d}"
        self._wrong = 0
        self._tell(self._code)
