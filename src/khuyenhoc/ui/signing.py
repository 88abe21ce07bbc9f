"""Who answers for a change, asked the same way everywhere, and what is said once it is done."""

import streamlit as st

_DONE = "done: "


def signed(label: str, button: str, key: str = "") -> str | None:
    """The name, once the form is sent. `key`: where a page asks it more than once with the same button."""
    with st.form(f"{button} {key}", border=False):
        by = st.text_input(label, key=f"by {key}" if key else None)
        return by if st.form_submit_button(button, type="primary") else None


def done(place: str, words: str) -> None:
    """Draws the page anew and says the words there, once."""
    st.session_state[_DONE + place] = words
    st.rerun()


def say_done(place: str) -> None:
    if said := st.session_state.pop(_DONE + place, ""):
        st.success(said)
