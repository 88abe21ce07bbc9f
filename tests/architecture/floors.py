"""Who may import whom: the direction of imports, the owners of libraries, no cycles, nothing hidden in functions."""

import ast
import sys

from tests.architecture.tree import Breach, Module, Sources, imports, layer, names, product

# Downward only. A module of the package beside the folders is a floor of its own and must be named here.
GROUND = {"store", "geography", "present", "access", "domain"}
MIDDLE = GROUND | {"definitions", "query", "small_numbers", "reform", "intake", "reports", "sample", "jobs"}
BELOW: dict[str, set[str]] = {
    "domain": set(),
    "errors": set(),
    "config": set(),
    "packaged": set(),  # the files in static/ as bytes
    "store": {"domain"},
    "geography": {"domain"},
    "present": {"packaged", "domain"},
    "access": {"domain"},
    "definition_rules": {"domain"},  # what the cells of data/ may say
    "definitions": {"definition_rules", "domain"},  # data/ as objects
    "query": {"definitions", "store", "domain"},  # figures judged by the rules, one answer for all
    "intake": {"definitions", "geography", "present", "access", "domain"},
    "small_tables": {"definitions", "query", "store", "domain"},  # figures by group, nothing hidden
    "small_patterns": {"small_tables", "store", "domain"},  # what is hidden of them at every data version
    "small_numbers": {
        "small_tables",
        "small_patterns",
        "definitions",
        "query",
        "store",
        "domain",
    },  # what a person may see
    "reform": {"small_numbers", "definitions", "query", "store", "domain"},  # figures across 1/7/2025
    "reports": GROUND | {"definitions", "query"},
    "sample": {"present", "domain"},
    "assets": {"packaged", "geography", "present", "domain"},
    "prepare": MIDDLE - {"jobs"},  # what the first start makes
    "jobs": MIDDLE | {"prepare"},
    "ui": MIDDLE | {"prepare", "packaged"},
    "pages": {"ui", "query", "intake", "reports", "present", "domain"},
    "menu": {"ui"},
    "usage": set(),  # argparse in Vietnamese
    "server": MIDDLE | {"prepare", "assets", "packaged", "ui"},  # beside the pages: routes over their data, warming up
    "commands": MIDDLE | {"prepare", "usage"},  # what the command line does
    "cli": {"commands", "store", "usage"},
    "app": {"server", "prepare", "ui", "jobs"},
}
FOR_EVERYONE = {"errors", "config"}
ALONE = {"domain", "errors", "config"}

# One file each that reaches where its floor may not.
DOORS: dict[str, set[str]] = {
    "src/khuyenhoc/intake/pipeline.py": {"store"},  # stage, publish, roll back
    "src/khuyenhoc/intake/boundaries.py": {"store"},  # keeps imported boundaries
    "src/khuyenhoc/intake/boundary_reading.py": {"store"},  # a process of its own, to which the store tells the units
    "src/khuyenhoc/intake/target_edit.py": {"store", "query"},  # keeps changes of targets
    "src/khuyenhoc/intake/share_edit.py": {"store"},  # keeps shares of split units
    "src/khuyenhoc/geography/boundary_file.py": {"intake.legacy_text"},  # names in the fonts of the nineties
    "src/khuyenhoc/geography/boundaries.py": {"present.vi"},  # numbers in the sentences of a report
    "src/khuyenhoc/geography/report.py": {"present.vi"},
    "src/khuyenhoc/intake/province.py": {"store"},  # keeps which province is followed
    "src/khuyenhoc/intake/unit_update.py": {"store"},  # keeps official lists of units
    "src/khuyenhoc/present/maps.py": {"geography.layer"},  # the geometry it draws, a plain frozen object
    "src/khuyenhoc/present/map_drawing.py": {"geography.layer"},
    "src/khuyenhoc/present/geojson.py": {"geography.layer"},
}

# Imported by name: components of pages register with Streamlit's runtime, which exists only once the server has started.
LATE = {
    "src/khuyenhoc/server.py": "import_module('khuyenhoc.ui.warm')",
    "src/khuyenhoc/ui/warm.py": "import_module(f'khuyenhoc.ui.{name}')",  # after the first page
}

# Where a library may be imported: beginnings of paths (chart: charts.py and its parts). An empty tuple: nowhere.
OWNERS: dict[str, tuple[str, ...]] = {
    "streamlit": ("app.py", "menu.py", "pages/", "src/khuyenhoc/ui/"),
    "streamlit_folium": ("src/khuyenhoc/ui/",),
    "folium": ("src/khuyenhoc/present/map",),
    "branca": ("src/khuyenhoc/present/map",),
    "altair": ("src/khuyenhoc/present/chart",),
    "PIL": (
        "src/khuyenhoc/present/letters.py",
        "src/khuyenhoc/present/map_picture.py",
        "src/khuyenhoc/present/share_card.py",
    ),
    "sqlalchemy": ("src/khuyenhoc/store/",),
    "psycopg": ("src/khuyenhoc/store/",),
    "sqlite3": ("src/khuyenhoc/store/", "src/khuyenhoc/geography/admin_units.py"),
    "geopandas": ("src/khuyenhoc/geography/",),
    "shapely": ("src/khuyenhoc/geography/",),
    "pyproj": ("src/khuyenhoc/geography/",),
    "pyogrio": ("src/khuyenhoc/geography/",),
    "topojson": ("src/khuyenhoc/geography/",),
    "openpyxl": (
        "src/khuyenhoc/intake/read_xlsx.py",
        "src/khuyenhoc/intake/marked.py",
        "src/khuyenhoc/reports/excel.py",
        "src/khuyenhoc/reports/form",
    ),
    "xlrd": ("src/khuyenhoc/intake/read_xls.py",),
    "starlette": ("app.py", "src/khuyenhoc/server.py", "src/khuyenhoc/assets.py"),
    "vietnamadminunits": (),  # only its data file is read
    "requests": (),  # nothing of ours calls another host
    "urllib.request": (),
    "http.client": (),
    "geopy": (),
}


def is_ours(name: str) -> bool:
    return name.split(".")[0] in {"khuyenhoc", "pages", "app", "menu"}


def imports_point_downward(sources: Sources) -> list[Breach]:
    """pages → ui → intake, reports → store, geography, present, access → domain."""
    modules = product(sources)
    known = names(modules)
    found = []
    for module in modules:
        here = layer(module.name)
        if here not in BELOW and here != "khuyenhoc":
            found.append(module.breach(1, f"“{here}” has no place in the table of floors"))
            continue
        for target, line in imports(module, known):
            if is_ours(target) and not may_import(module, target):
                found.append(module.breach(line, f"{here} may not import {target}"))
    return found


def may_import(module: Module, target: str) -> bool:
    here, there = layer(module.name), layer(target)
    if here == there != "pages":
        return True
    if there in FOR_EVERYONE and here not in ALONE:
        return True
    inside = target.removeprefix("khuyenhoc.")
    doors = DOORS.get(module.path, set())
    return there in BELOW.get(here, set()) or any(inside == door or inside.startswith(door + ".") for door in doors)


def libraries_have_owners(sources: Sources) -> list[Breach]:
    """Each library does its work in one place; the domain knows pandas (and its numpy) and the standard library."""
    modules = product(sources)
    found = []
    for module in modules:
        for target, line in imports(module, names(modules) | frozenset(OWNERS)):
            owned = next((library for library in OWNERS if target == library or target.startswith(library + ".")), None)
            if owned and not module.path.startswith(OWNERS[owned]):
                found.append(module.breach(line, f"{owned} belongs to {' '.join(OWNERS[owned]) or 'nobody'}"))
            elif module.layer == "domain" and not known_to_domain(target):
                found.append(module.breach(line, f"the domain may not import {target}"))
    return found


def known_to_domain(target: str) -> bool:
    root = target.split(".")[0]
    return root in {"pandas", "numpy"} or root in sys.stdlib_module_names or is_ours(target)


def no_imports_inside_functions(sources: Sources) -> list[Breach]:
    """Imports stand at the top, where the rules above see them; nothing is imported by name at run time."""
    found = []
    for module in product(sources):
        for function in module.functions():
            inner = [node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
            found += [module.breach(node, f"import inside {function.name}") for node in inner]
        for call in module.nodes(ast.Call):
            name = ast.unparse(call.func)
            hides = name in {"__import__", "import_module", "importlib.import_module"}
            if hides and ast.unparse(call) != LATE.get(module.path):
                found.append(module.breach(call, f"{name} hides an import"))
    return found


def packages_reexport_nothing(sources: Sources) -> list[Breach]:
    """An `__init__.py` holds at most a docstring: every name has one address."""
    found = []
    for module in product(sources):
        if module.path.endswith("__init__.py"):
            code = [node for node in module.tree.body if not is_docstring(node)]
            found += [module.breach(node, "code in __init__.py") for node in code[:1]]
    return found


def is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def no_cycles(sources: Sources) -> list[Breach]:
    """No module reaches itself through what it imports."""
    modules = product(sources)
    known = names(modules)
    graph = {module.name: {to for to, _ in imports(module, known) if to in known} for module in modules}
    return [
        module.breach(1, f"{module.name} imports itself through {way}")
        for module in modules
        if (way := loop(graph, module.name))
    ]


def loop(graph: dict[str, set[str]], start: str) -> str:
    """The modules on the way from `start` back to it, or ''."""
    waiting, seen = [(to, [to]) for to in sorted(graph[start])], set()
    while waiting:
        name, way = waiting.pop()
        if name == start:
            return " → ".join(way)
        if name not in seen:
            seen.add(name)
            waiting += [(to, [*way, to]) for to in sorted(graph[name])]
    return ""
