"""Things with one owner: colours, number formats, caches, raw HTML, SQL, the clock of a page."""

import ast
import re

from tests.architecture.colour_names import COLOUR_NAMES
from tests.architecture.tree import FUNCTION, Breach, Module, Sources, product, texts

STATUS = "src/khuyenhoc/present/status.py"
VI = "src/khuyenhoc/present/vi.py"
READS_NUMBERS = "src/khuyenhoc/intake/values.py"
CACHES = "src/khuyenhoc/ui/data.py"
UI = "src/khuyenhoc/ui/"
STORE = "src/khuyenhoc/store/"
READS_UNITS = "src/khuyenhoc/geography/admin_units.py"

# An anchor (#dan-toc) and an entity (&#8211;) are no colours.
HEX = re.compile(r"(?<![&\w])#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})(?![\w-])")
FUNCTIONAL = re.compile(r"\b(?:rgba?|hsla?|hwb|oklch|oklab|lab|lch)\(\s*[\d.]")
PAINTED = re.compile(
    r"""(?:colou?r|fill|stroke|background|border|outline|shadow|fillStyle|strokeStyle)[a-z-]*["']?\s*[:=]\s*"""
    r"""(?:"([^"]*)"|'([^']*)'|([^;}"'\n]*))""",
    re.IGNORECASE,
)
QUOTED = re.compile(r"""["']([a-zA-Z]+)["']""")
COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
SQL = re.compile(
    r"\bSELECT\b.+\bFROM\b|\bINSERT INTO\b|\bUPDATE \w+ SET\b|\bDELETE FROM\b|\bCREATE (TABLE|INDEX)\b", re.DOTALL
)


def colours_in_status(sources: Sources) -> list[Breach]:
    """Every colour is a constant of present/status.py; scripts and style sheets are handed theirs."""
    found = []
    for module in product(sources):
        if module.path != STATUS:
            seen = [(colour, line) for text, line in texts(module) if (colour := colour_in(text))]
            found += [module.breach(line, f"the colour {colour}") for colour, line in seen]
    for path, text in sources.items():
        if path.endswith((".js", ".css")):
            bare = COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
            lines = enumerate(bare.splitlines(), 1)
            found += [Breach(path, number, f"the colour {c}") for number, line in lines if (c := colour_in(line))]
    return found


def colour_in(text: str) -> str:
    """The first colour written in a text, or ''."""
    if match := HEX.search(text) or FUNCTIONAL.search(text):
        return match[0]
    painted = " ".join(part for groups in PAINTED.findall(text) for part in groups)
    words = [text, *QUOTED.findall(text), *re.findall(r"(?<![\w-])[a-zA-Z]+(?![\w(-])", painted)]
    return next((word for word in words if word.lower() in COLOUR_NAMES), "")


def numbers_in_vi(sources: Sources) -> list[Breach]:
    """Only present/vi.py writes numbers for people: no thousands or per cent formats, no swapping of dot and comma."""
    found = []
    for module in product(sources):
        if module.path == VI:
            continue
        found += [module.breach(node, f"the format {spec}") for node, spec in formats(module) if english(spec)]
        if module.path != READS_NUMBERS:
            found += [module.breach(call, "swaps dot and comma") for call in module.nodes(ast.Call) if swaps(call)]
    return found


def formats(module: Module) -> list[tuple[ast.AST, str]]:
    """Format specifications of f-strings, format() and str.format()."""
    found: list[tuple[ast.AST, str]] = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            parts = node.format_spec.values if isinstance(node.format_spec, ast.JoinedStr) else []
            found.append((node, "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))))
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "format" and len(node.args) == 2:
            found += [(node, str(node.args[1].value))] if isinstance(node.args[1], ast.Constant) else []
    found_in_text = [(text, line) for text, line in texts(module) if "{" in text]
    for text, line in found_in_text:
        marker = ast.Pass(lineno=line, col_offset=0)
        found += [(marker, spec) for spec in re.findall(r"\{[\w.\[\]]*:([^{}\s]*)\}", text)]
    return found


def english(spec: str) -> bool:
    """`,.1f`, `_d`, `.1%`: a format that groups thousands or prints per cent the English way; `50%` is a width."""
    grouped = r"(.?[<>=^])?[-+ ]?0?\d*[,_](\.\d+)?[dfgneEFG%]?"
    per_cent = r"(.?[<>=^]\d*)?(\.\d+)?%"
    return bool(re.fullmatch(grouped, spec) or re.fullmatch(per_cent, spec))


def swaps(call: ast.AST) -> bool:
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "replace"):
        return False
    given = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
    return given[:2] in ([",", "."], [".", ","])


def caches_have_scope(sources: Sources) -> list[Breach]:
    """st.cache_* stands only in ui/data.py, each with max_entries and `scope` in its key; no other cache near pages."""
    found = []
    for module in product(sources):
        judged: set[int] = set()
        for function in module.functions() if module.path == CACHES else ():
            for decorator in function.decorator_list:
                if streamlit_cache(decorator):
                    judged |= {id(node) for node in ast.walk(decorator)}
                    found += [module.breach(function, why) for why in scope_faults(function, decorator)]
        for node in module.nodes(ast.Attribute, ast.Name):
            if id(node) not in judged and streamlit_cache(node):
                found.append(module.breach(node, f"{ast.unparse(node)} outside a decorator in ui/data.py"))
        if module.path.startswith(("pages/", UI)) and module.path != CACHES:
            marked = [(f, d) for f in module.functions() for d in f.decorator_list if process_cache(d)]
            found += [module.breach(f, f"{f.name} keeps a cache of its own") for f, _ in marked]
    return found


def streamlit_cache(node: ast.AST) -> bool:
    target = node.func if isinstance(node, ast.Call) else node
    return isinstance(target, ast.Attribute | ast.Name) and ast.unparse(target).split(".")[-1] in {
        "cache_data",
        "cache_resource",
    }


def process_cache(node: ast.expr) -> bool:
    target = node.func if isinstance(node, ast.Call) else node
    return ast.unparse(target).split(".")[-1] in {"cache", "lru_cache", "cached_property"}


def scope_faults(function: FUNCTION, decorator: ast.expr) -> list[str]:
    """A parameter with a leading underscore is not part of Streamlit's key, so `_scope` does not count."""
    keywords = {keyword.arg for keyword in decorator.keywords} if isinstance(decorator, ast.Call) else set()
    arguments = function.args
    parameters = {argument.arg for argument in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]}
    faults = [] if "max_entries" in keywords else [f"{function.name}: a cache without max_entries"]
    return faults + ([] if "scope" in parameters else [f"{function.name}: a cache without scope in its key"])


def html_only_in_ui(sources: Sources) -> list[Breach]:
    """Raw HTML reaches a page only through blocks of ui/, where it is escaped."""
    found = []
    for module in product(sources):
        if module.path.startswith(UI) or not re.search(r"\bstreamlit\b", module.text):
            continue
        for call in module.nodes(ast.Call):
            unsafe = [keyword for keyword in call.keywords if keyword.arg == "unsafe_allow_html"]  # type: ignore[attr-defined]
            raw = isinstance(call.func, ast.Attribute) and call.func.attr == "html"  # type: ignore[attr-defined]
            found += [module.breach(call, "raw HTML outside ui/")] if unsafe or raw else []
    return found


def no_timed_reruns(sources: Sources) -> list[Breach]:
    """No `run_every`: open pages notice new figures through /api/version."""
    calls = [(module, call) for module in product(sources) for call in module.nodes(ast.Call)]
    return [
        module.breach(call, "run_every")
        for module, call in calls
        if any(keyword.arg == "run_every" for keyword in call.keywords)  # type: ignore[attr-defined]
    ]


def sql_only_in_store(sources: Sources) -> list[Breach]:
    """The store holds the only SQL; one file reads the units' own SQLite file."""
    found = []
    for module in product(sources):
        if not module.path.startswith((STORE, READS_UNITS)):
            found += [module.breach(line, "SQL outside the store") for text, line in texts(module) if SQL.search(text)]
    return found
