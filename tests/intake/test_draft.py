"""What was said of a file comes back from its text as it was, whatever was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyenhoc.intake.draft import Draft
from khuyenhoc.intake.proposals import Accepted

TEXTS = st.text(max_size=12)
ANSWERS = st.builds(Accepted, st.integers(0, 10**6), TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)
DRAFTS = st.builds(
    Draft,
    st.lists(ANSWERS, max_size=3).map(tuple),
    st.lists(TEXTS, max_size=3).map(tuple),
    st.dictionaries(TEXTS, st.tuples(TEXTS, TEXTS), max_size=3),
    TEXTS,
    st.booleans(),
)


@given(DRAFTS)
def test_it_comes_back_as_it_was(draft: Draft):
    assert Draft.parse(str(draft)) == draft
    assert str(Draft.parse(str(draft))) == str(draft), (
        "the same text for the same draft: staged files are compared by it"
    )


@pytest.mark.parametrize(
    ("draft", "has_work"),
    [
        (Draft(tabs=("Đồng Văn",), columns="{}", pasted=True), False),
        (Draft(forms={"": ("2024-05", "")}), True),
        (Draft(answers=(Accepted(2, "Tử số", "H2", "15O", "150"),)), True),
    ],
)
def test_what_the_file_itself_does_not_hold_is_work(draft: Draft, has_work: bool):
    assert draft.has_work is has_work
