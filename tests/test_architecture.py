"""The rules of the house hold for every file, and each rule catches what it forbids: a planted violation per case."""

from collections.abc import Callable

import pytest

from tests.architecture import floors, forms, owners
from tests.architecture.tree import Breach, Sources, read
from tests.conftest import ROOT

Rule = Callable[[Sources], list[Breach]]

RULES: list[Rule] = [
    floors.imports_point_downward,
    floors.libraries_have_owners,
    floors.no_imports_inside_functions,
    floors.packages_reexport_nothing,
    floors.no_cycles,
    forms.sizes,
    forms.names_say_what,
    forms.modules_say_what_they_are,
    forms.no_broad_except,
    forms.domain_is_pure,
    forms.environment_only_in_config,
    forms.tests_can_fail,
    owners.colours_in_status,
    owners.numbers_in_vi,
    owners.caches_have_scope,
    owners.html_only_in_ui,
    owners.no_timed_reruns,
    owners.sql_only_in_store,
]

SRC = "src/khuyenhoc/"
CACHED = "@st.cache_data(max_entries=8)\ndef figures(version: int, scope: str): ...\n"

# rule, file, what the file holds
BROKEN: list[tuple[Rule, str, str]] = [
    (floors.imports_point_downward, SRC + "domain/unit.py", "from khuyenhoc.store import store"),
    (floors.imports_point_downward, SRC + "domain/unit.py", "from khuyenhoc.errors import AppError"),
    (floors.imports_point_downward, SRC + "domain/unit.py", "import khuyenhoc.config"),
    (floors.imports_point_downward, SRC + "domain/unit.py", "from ..store import store"),
    (floors.imports_point_downward, SRC + "store/store.py", "from khuyenhoc.intake.pipeline import stage"),
    (floors.imports_point_downward, SRC + "store/store.py", "from khuyenhoc.present import vi"),
    (floors.imports_point_downward, SRC + "present/charts.py", "from khuyenhoc.geography.layer import Layer"),
    (floors.imports_point_downward, SRC + "present/maps.py", "from khuyenhoc.geography.boundaries import check"),
    (floors.imports_point_downward, SRC + "intake/check.py", "from khuyenhoc.store.store import Store"),
    (floors.imports_point_downward, SRC + "intake/check.py", "from khuyenhoc.reports import word"),
    (floors.imports_point_downward, SRC + "reports/word.py", "from khuyenhoc.ui import parts"),
    (floors.imports_point_downward, SRC + "ui/data.py", "from khuyenhoc.server import app"),
    (floors.imports_point_downward, SRC + "ui/data.py", "import pages.ban_do"),
    (floors.imports_point_downward, "pages/ban_do.py", "from khuyenhoc.store.store import Store"),
    (floors.imports_point_downward, "pages/ban_do.py", "from khuyenhoc.geography import layer"),
    (floors.imports_point_downward, "pages/ban_do.py", "from pages.xep_hang import table"),
    (floors.imports_point_downward, "menu.py", "from khuyenhoc.store.store import Store"),
    (floors.imports_point_downward, SRC + "errors.py", "from khuyenhoc.domain.unit import Units"),
    (floors.imports_point_downward, SRC + "cli.py", "from khuyenhoc.ui import parts"),
    (floors.imports_point_downward, SRC + "novelty.py", "import json"),
    (floors.libraries_have_owners, SRC + "present/charts.py", "import streamlit as st"),
    (floors.libraries_have_owners, SRC + "server.py", "from streamlit.testing.v1 import AppTest"),
    (floors.libraries_have_owners, SRC + "intake/pipeline.py", "from sqlalchemy import select"),
    (floors.libraries_have_owners, SRC + "access/accounts.py", "import psycopg"),
    (floors.libraries_have_owners, SRC + "jobs.py", "import sqlite3"),
    (floors.libraries_have_owners, SRC + "ui/parts.py", "import folium"),
    (floors.libraries_have_owners, "pages/ban_do.py", "from streamlit_folium import st_folium"),
    (floors.libraries_have_owners, SRC + "present/maps.py", "import geopandas as gpd"),
    (floors.libraries_have_owners, SRC + "present/maps.py", "from shapely.geometry import box"),
    (floors.libraries_have_owners, SRC + "ui/parts.py", "import altair as alt"),
    (floors.libraries_have_owners, SRC + "present/tables.py", "import altair as alt"),
    (floors.libraries_have_owners, SRC + "domain/ranking.py", "import scipy.stats"),
    (floors.libraries_have_owners, SRC + "geography/admin_units.py", "import vietnamadminunits"),
    (floors.libraries_have_owners, SRC + "server.py", "from urllib import request"),
    (floors.libraries_have_owners, SRC + "server.py", "import requests"),
    (floors.no_imports_inside_functions, SRC + "cli.py", "def main():\n    import json"),
    (floors.no_imports_inside_functions, SRC + "cli.py", "async def main():\n    from json import loads"),
    (
        floors.no_imports_inside_functions,
        SRC + "cli.py",
        "import importlib\nMAPS = importlib.import_module('khuyenhoc.ui')",
    ),
    (floors.packages_reexport_nothing, SRC + "domain/__init__.py", "from khuyenhoc.domain.unit import Units"),
    (floors.packages_reexport_nothing, SRC + "domain/__init__.py", '"""What things are."""\nVERSION = 1'),
    (forms.sizes, "pages/ban_do.py", "x = 1\n" * 61),
    (forms.sizes, SRC + "cli.py", "x = 1\n" * 251),
    (forms.sizes, "bench/map.py", "x = 1\n" * 251),
    (forms.sizes, SRC + "cli.py", "def main():\n" + "    x = 1\n" * 40),
    (forms.sizes, SRC + "cli.py", "class A:\n    async def main(self):\n" + "        x = 1\n" * 40),
    (forms.names_say_what, SRC + "ui/utils.py", ""),
    (forms.names_say_what, SRC + "ui/map_helpers.py", ""),
    (forms.names_say_what, SRC + "common/unit.py", ""),
    (forms.names_say_what, SRC + "store/store.py", "class StoreManager: ..."),
    (forms.names_say_what, SRC + "store/store.py", "def get_units(): ..."),
    (forms.names_say_what, SRC + "store/store.py", "class Store:\n    def _get_units(self): ..."),
    (forms.names_say_what, SRC + "store/store.py", "class UploadService: ..."),
    (forms.modules_say_what_they_are, SRC + "cli.py", "x = 1"),
    (forms.modules_say_what_they_are, "pages/ban_do.py", "# Bản đồ\nx = 1"),
    (forms.no_broad_except, SRC + "cli.py", "try:\n    f()\nexcept:\n    pass"),
    (forms.no_broad_except, SRC + "cli.py", "try:\n    f()\nexcept Exception as error:\n    print(error)"),
    (forms.no_broad_except, SRC + "cli.py", "try:\n    f()\nexcept (ValueError, BaseException):\n    pass"),
    (forms.no_broad_except, SRC + "cli.py", "with contextlib.suppress(Exception):\n    f()"),
    (forms.domain_is_pure, SRC + "domain/pace.py", "from datetime import date\nTODAY = date.today()"),
    (forms.domain_is_pure, SRC + "domain/unit.py", "import pandas as pd\nUNITS = pd.read_csv('units.csv')"),
    (forms.domain_is_pure, SRC + "domain/unit.py", "print(1)"),
    (forms.environment_only_in_config, SRC + "store/engine.py", "import os\nURL = os.environ['DATABASE_URL']"),
    (forms.environment_only_in_config, "app.py", "from os import getenv\nPORT = getenv('PORT')"),
    (forms.tests_can_fail, "tests/test_a.py", "def test_a():\n    f()"),
    (forms.tests_can_fail, "tests/test_a.py", "def test_a():\n    assert f() is not None"),
    (forms.tests_can_fail, "tests/test_a.py", "def test_a():\n    assert len(f()) > 0\n    assert True"),
    (owners.colours_in_status, SRC + "present/charts.py", "INK = '#1b5e20'"),
    (owners.colours_in_status, SRC + "present/charts.py", "INK = '#abc'"),
    (owners.colours_in_status, SRC + "present/charts.py", "INK = 'rgb(12, 34, 56)'"),
    (owners.colours_in_status, SRC + "present/charts.py", "INK = 'hsla(120, 50%, 50%, 0.5)'"),
    (owners.colours_in_status, SRC + "present/charts.py", "chart(color='red')"),
    (owners.colours_in_status, SRC + "ui/style.py", "CSS = f'p {{ border-left: {width}px solid gray }}'"),
    (owners.colours_in_status, SRC + "present/maps.py", "SVG = '<path fill=\"white\" />'"),
    (owners.colours_in_status, SRC + "static/map.css", "a { background: #fff; }"),
    (owners.colours_in_status, SRC + "static/map.css", "a { outline: 3px solid black; }"),
    (owners.colours_in_status, SRC + "static/map.js", "pen.fillStyle = 'white';"),
    (owners.numbers_in_vi, "pages/ban_do.py", "text = f'{families:,}'"),
    (owners.numbers_in_vi, SRC + "present/charts.py", "text = f'{rate:.1%}'"),
    (owners.numbers_in_vi, SRC + "present/charts.py", "text = f'{rate:>10,.1f}'"),
    (owners.numbers_in_vi, SRC + "present/charts.py", "text = format(rate, ',.1f')"),
    (owners.numbers_in_vi, SRC + "present/charts.py", "text = '{:,.0f} gia đình'.format(families)"),
    (owners.numbers_in_vi, SRC + "present/charts.py", "text = str(rate).replace('.', ',')"),
    (owners.numbers_in_vi, SRC + "intake/values.py", "text = f'{families:,}'"),
    (owners.caches_have_scope, "pages/ban_do.py", CACHED),
    (owners.caches_have_scope, SRC + "ui/parts.py", CACHED),
    (owners.caches_have_scope, SRC + "ui/data.py", "@st.cache_data\ndef figures(version: int, scope: str): ..."),
    (owners.caches_have_scope, SRC + "ui/data.py", CACHED.replace("max_entries=8", "ttl=60")),
    (owners.caches_have_scope, SRC + "ui/data.py", CACHED.replace(", scope: str", "")),
    (owners.caches_have_scope, SRC + "ui/data.py", CACHED.replace("scope", "_scope")),
    (
        owners.caches_have_scope,
        SRC + "ui/data.py",
        CACHED.replace("cache_data", "cache_resource").replace("scope", "who"),
    ),
    (owners.caches_have_scope, SRC + "ui/data.py", "def figures(version, scope): ...\nkept = st.cache_data(figures)"),
    (owners.caches_have_scope, SRC + "ui/parts.py", "@functools.lru_cache(maxsize=8)\ndef names(province): ..."),
    (owners.html_only_in_ui, "pages/ban_do.py", "import streamlit as st\nst.html('<b>x</b>')"),
    (owners.html_only_in_ui, "pages/ban_do.py", "import streamlit as st\nst.markdown(text, unsafe_allow_html=True)"),
    (owners.html_only_in_ui, "menu.py", "import streamlit as st\nst.sidebar.html('<b>x</b>')"),
    (owners.no_timed_reruns, "pages/ban_do.py", "@st.fragment(run_every=2)\ndef clock(): ..."),
    (owners.sql_only_in_store, SRC + "jobs.py", "text = 'SELECT id\\nFROM job'"),
    (owners.sql_only_in_store, SRC + "jobs.py", "text = f'UPDATE job SET state = {state}'"),
]

CYCLE = {
    SRC + "domain/unit.py": "from khuyenhoc.domain import period",
    SRC + "domain/period.py": "from khuyenhoc.domain.target import Target",
    SRC + "domain/target.py": "import khuyenhoc.domain.unit",
}

# What looks like a breach and is none.
ALLOWED: list[tuple[Rule, str, str]] = [
    (floors.imports_point_downward, SRC + "intake/pipeline.py", "from khuyenhoc.store.store import Store"),
    (floors.imports_point_downward, SRC + "present/maps.py", "from khuyenhoc.geography.layer import Layer"),
    (floors.imports_point_downward, SRC + "store/store.py", "from khuyenhoc.errors import AppError"),
    (floors.imports_point_downward, SRC + "sample/model.py", "from khuyenhoc.sample.rounding import largest"),
    (floors.imports_point_downward, "pages/ban_do.py", "from khuyenhoc.ui import parts"),
    (floors.libraries_have_owners, SRC + "ui/parts.py", "from streamlit_folium import st_folium"),
    (floors.libraries_have_owners, SRC + "server.py", "from urllib.parse import quote"),
    (floors.packages_reexport_nothing, SRC + "domain/__init__.py", '"""What things are."""'),
    (forms.sizes, SRC + "cli.py", "def main():\n" + "    x = 1\n" * 39),
    (forms.names_say_what, SRC + "store/store.py", "def target(): ...\ndef widget_of(): ...\nclass Commons: ..."),
    (forms.no_broad_except, SRC + "cli.py", "try:\n    f()\nexcept (ValueError, OSError):\n    pass"),
    (forms.tests_can_fail, "tests/test_a.py", "def test_a():\n    with pytest.raises(ValueError):\n        f()"),
    (forms.tests_can_fail, "tests/test_a.py", "def same(a):\n    assert a == 1\ndef test_a():\n    same(f())"),
    (owners.colours_in_status, SRC + "present/status.py", "INK = '#1b5e20'"),
    (
        owners.colours_in_status,
        SRC + "present/charts.py",
        '"""Like #fff."""\nx = "#dan-toc"\ny = "&#8211;"\nz = "color: currentColor"',
    ),
    (
        owners.colours_in_status,
        SRC + "static/map.css",
        "/* white, #fff */\na { color: var(--ink); background: transparent; }",
    ),
    (owners.numbers_in_vi, SRC + "present/vi.py", "text = f'{families:,}'.replace(',', '.')"),
    (owners.numbers_in_vi, SRC + "intake/values.py", "number = float(text.replace(',', '.'))"),
    (owners.numbers_in_vi, SRC + "present/charts.py", "path = f'{x:.1f} {code:05d}'\nday = f'{when:%d/%m}'"),
    (owners.numbers_in_vi, SRC + "ui/style.py", "CSS = '.card{width:50%}'"),
    (owners.caches_have_scope, SRC + "ui/data.py", CACHED),
    (owners.html_only_in_ui, SRC + "ui/parts.py", "import streamlit as st\nst.html('<b>x</b>')"),
    (owners.sql_only_in_store, SRC + "store/engine.py", "text = 'SELECT id FROM job'"),
]


def case_name(case: object) -> str | None:
    return case.__name__ if callable(case) else str(case).replace("\n", " ")[:60] if isinstance(case, str) else None


@pytest.mark.parametrize("rule", RULES, ids=case_name)
def test_the_house_keeps_its_rules(rule: Rule) -> None:
    assert [str(breach) for breach in rule(read(ROOT))] == []


@pytest.mark.parametrize(("rule", "path", "text"), BROKEN, ids=case_name)
def test_a_planted_violation_is_found_where_it_is(rule: Rule, path: str, text: str) -> None:
    assert {breach.path for breach in rule({path: text})} == {path}


@pytest.mark.parametrize(("rule", "path", "text"), ALLOWED, ids=case_name)
def test_what_only_looks_like_a_violation_is_left_alone(rule: Rule, path: str, text: str) -> None:
    assert [str(breach) for breach in rule({path: text})] == []


def test_a_cycle_is_found_in_every_module_on_it_and_gone_when_one_import_is_cut() -> None:
    assert {breach.path for breach in floors.no_cycles(CYCLE)} == set(CYCLE)
    assert floors.no_cycles(CYCLE | {SRC + "domain/target.py": ""}) == []


def test_every_rule_has_a_planted_violation() -> None:
    assert {rule.__name__ for rule in RULES} == {rule.__name__ for rule, _, _ in BROKEN} | {"no_cycles"}


def test_the_rules_judge_the_files_of_this_project() -> None:
    """A rule that reads nothing finds nothing: the files are really there."""
    judged = read(ROOT)
    assert {"src/khuyenhoc/domain/unit.py", "src/khuyenhoc/store/store.py", "tests/test_architecture.py"} <= set(judged)
    assert {path.split("/")[0] for path in judged} >= {"src", "tests"}
