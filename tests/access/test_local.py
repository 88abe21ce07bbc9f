"""Who counts as sitting at the machine, and the code that opens writing for somebody else."""

import pytest

from khuyenhoc.access.local import OWNER, READER, WRITER, OneTimeCode, is_this_machine
from khuyenhoc.errors import AppError

HERE = {"Host": "localhost:8501"}


@pytest.mark.parametrize(
    ("remote_ip", "headers", "here"),
    [
        (None, HERE, True),
        (None, {"host": "localhost"}, True),
        ("::ffff:127.0.0.1", {"Host": "127.0.0.1:8501"}, True),
        ("::ffff:192.168.1.20", {"Host": "127.0.0.1:8501"}, False),
        (None, {"Host": "127.0.0.1:8501"}, True),
        (None, {"Host": "[::1]:8501"}, True),
        (None, {"Host": "[::1]"}, True),
        (None, HERE | {"User-Agent": "Firefox", "Accept-Language": "vi", "Origin": "http://localhost:8501"}, True),
        # another machine
        ("192.168.1.20", {"Host": "192.168.1.5:8501"}, False),
        ("192.168.1.20", HERE, False),
        ("fe80::1", HERE, False),
        # over loopback, but through a proxy on the machine
        (None, HERE | {"X-Forwarded-For": "192.168.1.20"}, False),
        (None, HERE | {"x-forwarded-for": ""}, False),
        (None, HERE | {"X-Forwarded-Proto": "https"}, False),
        (None, HERE | {"X-Forwarded-Host": "khuyenhoc.example.vn"}, False),
        (None, HERE | {"Forwarded": "for=192.168.1.20"}, False),
        (None, HERE | {"X-Real-IP": "192.168.1.20"}, False),
        (None, HERE | {"X-Client-IP": "192.168.1.20"}, False),
        (None, HERE | {"Via": "1.1 proxy"}, False),
        (None, {"Host": "khuyenhoc.example.vn"}, False),
        # a web page whose name was rebound to 127.0.0.1
        (None, {"Host": "rebound.example:8501"}, False),
        (None, {"Host": "localhost.example:8501"}, False),
        (None, {"Host": "127.0.0.1.example"}, False),
        (None, {"Host": "127.0.0.1@rebound.example"}, False),
        (None, {"Host": "rebound.example:8501:8501"}, False),
        (None, {"Host": ""}, False),
        (None, {"Host": "192.168.1.5:8501"}, False),
        (None, {"Host": "::1"}, False),
    ],
)
def test_who_sits_at_the_machine(remote_ip, headers, here):
    assert is_this_machine(remote_ip, headers) is here


def test_only_who_may_write_may_write():
    OWNER.require_writing()
    with pytest.raises(AppError, match="Máy này chỉ được xem") as refused:
        READER.require_writing()
    assert refused.value.code == "not_allowed"


@pytest.fixture
def told() -> list[str]:
    """The codes as the person at the machine reads them."""
    return []


def _wrong(told: list[str]) -> str:
    return str((int(told[-1]) + 1) % 10**8).zfill(8)


def test_a_code_is_eight_digits_and_works_once(told):
    code = OneTimeCode(told.append)
    assert [len(each) for each in told] == [8] and told[0].isdigit()
    assert code.redeem(f" {told[0]}\n")
    assert len(told) == 2 and told[1] != told[0]
    assert not code.redeem(told[0])
    assert code.redeem(told[1])


def test_five_wrong_tries_replace_the_code_and_the_new_one_is_told(told):
    code = OneTimeCode(told.append)
    assert [code.redeem(_wrong(told)) for _ in range(4)] == [False] * 4
    assert len(told) == 1
    assert not code.redeem("")
    assert len(told) == 2
    assert not code.redeem(told[0])
    assert code.redeem(told[1])


def test_wrong_tries_are_counted_anew_for_a_new_code(told):
    code = OneTimeCode(told.append)
    for _ in range(4):
        code.redeem("mười hai")
    assert code.redeem(told[0])
    assert [code.redeem(_wrong(told)) for _ in range(4)] == [False] * 4
    assert len(told) == 2 and code.redeem(told[1])


def test_each_server_has_codes_of_its_own():
    told: list[str] = []
    for _ in range(20):
        OneTimeCode(told.append)
    assert len(set(told)) == 20


@pytest.mark.parametrize(
    ("person", "writes", "sees_small", "scope"),
    [(OWNER, True, True, "official"), (WRITER, True, False, "public"), (READER, False, False, "public")],
)
def test_who_may_write_and_who_may_see_small_numbers(person, writes, sees_small, scope):
    assert (person.may_write, person.may_see_small, person.scope) == (writes, sees_small, scope)
