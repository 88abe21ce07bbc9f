"""From a file to published figures: stage, publish, roll back. The only module of intake that knows the store."""

from khuyenhoc.access.local import Person
from khuyenhoc.intake.check import Checked
from khuyenhoc.store.store import Store, Upload


def stage(store: Store, checked: Checked, file_name: str, content: bytes, by: str, person: Person) -> int:
    """Keeps a checked file with its problems; with an error among them its rows wait for ever. Returns its number.

    Raises AppError(not_allowed).
    """
    person.require_writing()
    upload = Upload(file_name=file_name, content=content, by=by, problems=checked.problems)
    return store.stage(checked.observations, upload)


def publish(store: Store, batch: int, seen: int, by: str, person: Person) -> int:
    """Đưa vào sử dụng: all rows of the batch become current at once. Returns the new data version; raises AppError."""
    person.require_writing()
    return store.publish(batch, seen, by.strip())


def roll_back(store: Store, batch: int, seen: int, by: str, person: Person) -> int:
    """Gỡ: what was current before the batch is current again. Returns the new data version; raises AppError."""
    person.require_writing()
    return store.roll_back(batch, seen, by.strip())
