"""The page that map_live.py opens: a list that changes every value, a map unless ?without=1, the answer to a click below."""

import streamlit as st
from layers import pairs
from streamlit_folium import st_folium

from khuyenhoc.present import maps, status
from khuyenhoc.present.map_views import Painted, Style

PALETTE = [Style(look.fill, f"{look.sign} {look.label}", look.hatch) for look in status.LOOKS.values()]

layer, outline = pairs()[st.query_params["layer"]]
run = st.radio("Change", range(40), horizontal=True)
count = range(len(layer.keys))
paint = Painted(
    {key: (n * 7 + run) % len(PALETTE) for n, key in enumerate(layer.keys)},
    {key: f"{(n * 13 + run * 3) % 100},{(n + run) % 10}%" for n, key in zip(count, layer.keys, strict=True)},
    PALETTE,
)
view = maps.commune_map(layer, [paint], title="Gia đình học tập", outline=outline)
if "without" not in st.query_params:
    answer = st_folium(
        view.map, feature_group_to_add=view.change, returned_objects=list(maps.RETURNED), key="map",
        use_container_width=True, height=700,
    )  # fmt: skip
    st.write(f"Answer: {maps.clicked_key(answer)}")
st.write("The end of the page.")
