"""Who is asking in this browser session."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from khuyenhoc.access.local import OWNER, READER, WRITER, OneTimeCode, Person, is_this_machine
from khuyenhoc.ui import style

_GRANTED = "writing-granted"
AS_OUTSIDER = "as-outsider"


def _tell(code: str) -> None:
    print(f"Mã dùng một lần để ghi số liệu từ máy khác: {code}", flush=True)


_code: list[OneTimeCode] = []
_ahead: ContextVar[Person] = ContextVar("ahead", default=READER)


def start() -> None:
    """Makes and prints the one-time code; once per server start."""
    _code[:] = [OneTimeCode(_tell)]


def signed_in() -> Person:
    """Reads for everybody; writes for people at the machine itself and for who redeemed the code in this session."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return _ahead.get()  # the server itself, warming up
    if is_this_machine(st.context.ip_address, st.context.headers.to_dict()):
        return OWNER
    return WRITER if st.session_state.get(_GRANTED) else READER


@contextmanager
def eyes_of(person: Person) -> Iterator[None]:
    """What the server makes ahead is made for `person`. Where a page runs it changes nothing."""
    before = _ahead.set(person)
    try:
        yield
    finally:
        _ahead.reset(before)


def person() -> Person:
    """Whoever is signed in, with the eyes of an outsider while they ask for that; on the wall of a room until they ask not to."""
    found = signed_in()
    page_runs = get_script_run_ctx(suppress_warning=True) is not None
    outside = page_runs and st.session_state.get(AS_OUTSIDER, style.presenting())
    return replace(found, may_see_small=False) if outside else found


def redeem(text: str) -> bool:
    """Opens writing for this session if the code is right."""
    granted = bool(_code) and _code[0].redeem(text)
    if granted:
        st.session_state[_GRANTED] = True
    return granted
