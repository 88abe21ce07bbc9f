"""Transactions that write: foreign keys are looked up in each but the bulk ones, whose keys were read beforehand."""

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from khuyenhoc.store import schema
from khuyenhoc.store.engine import connect, writing

NOWHERE = {"old_key": "A@2020", "new_key": "B@2025", "relation": "whole"}


def test_foreign_keys_hold_in_every_transaction_beside_the_bulk_ones(store_url):
    engine = connect(store_url)
    schema.metadata.create_all(engine)
    with writing(engine, bulk=True):
        pass
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(insert(schema.succession).values(NOWHERE))
    engine.dispose()
