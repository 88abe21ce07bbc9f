"""The form of the code: sizes, names, docstrings, failures that are not swallowed, tests that can fail."""

import ast
import re

from tests.architecture.tree import FUNCTION, Breach, Module, Sources, product, programs, tests

PAGE_LINES = 60
MODULE_LINES = 250
FUNCTION_LINES = 40
NO_NAMES = {"util", "utils", "helper", "helpers", "common", "manager", "service", "services", "misc"}
TOO_BROAD = {"Exception", "BaseException"}


def sizes(sources: Sources) -> list[Breach]:
    """A page has at most 60 lines, a module 250, a function 40."""
    found = []
    for module in programs(sources):
        lines = len(module.text.splitlines())
        most = PAGE_LINES if module.path.startswith("pages/") else MODULE_LINES
        if lines > most:
            found.append(module.breach(most + 1, f"{lines} lines, at most {most}"))
        for function in module.functions():
            length = (function.end_lineno or function.lineno) - function.lineno + 1
            if length > FUNCTION_LINES:
                found.append(module.breach(function, f"{function.name} has {length} lines, at most {FUNCTION_LINES}"))
    return found


def names_say_what(sources: Sources) -> list[Breach]:
    """No utils, helpers, common, manager, service; no get_: a function is named for what it returns or does."""
    found = []
    for module in programs(sources):
        for part in module.name.split("."):
            if NO_NAMES & words(part):
                found.append(module.breach(1, f"a module named {part}"))
        for node in module.nodes(ast.ClassDef, *FUNCTION.__args__):
            name = node.name  # type: ignore[attr-defined]
            if NO_NAMES & words(name) or name.lstrip("_").startswith("get_"):
                found.append(module.breach(node, f"the name {name}"))
    return found


def words(name: str) -> set[str]:
    """unit_utils, UnitUtils → {unit, utils}."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def modules_say_what_they_are(sources: Sources) -> list[Breach]:
    """A module opens with a line or two: what it is, and what it is the only place for."""
    written = [module for module in programs(sources) if not module.path.endswith("__init__.py")]
    return [module.breach(1, "no docstring") for module in written if not ast.get_docstring(module.tree)]


def no_broad_except(sources: Sources) -> list[Breach]:
    """What we cannot explain is a bug and shows its traceback."""
    found = []
    for module in programs(sources):
        for handler in module.nodes(ast.ExceptHandler):
            caught = handler.type  # type: ignore[attr-defined]
            if caught is None or TOO_BROAD & exception_names(caught):
                found.append(module.breach(handler, "a broad except"))
        for call in module.nodes(ast.Call):
            if ast.unparse(call.func).endswith("suppress") and TOO_BROAD & exception_names(*call.args):  # type: ignore[attr-defined]
                found.append(module.breach(call, "a broad suppress"))
    return found


def exception_names(*nodes: ast.expr) -> set[str]:
    return {ast.unparse(name) for node in nodes for name in (node.elts if isinstance(node, ast.Tuple) else [node])}


def domain_is_pure(sources: Sources) -> list[Breach]:
    """No clock, no file, no environment, no print in domain/: what it answers depends on what it was given."""
    effects = {
        "open",
        "print",
        "input",
        "today",
        "now",
        "utcnow",
        "read_csv",
        "read_text",
        "write_text",
        "to_csv",
        "getenv",
    }
    found = []
    for module in product(sources):
        if module.layer == "domain":
            calls = [(ast.unparse(call.func).split(".")[-1], call) for call in module.nodes(ast.Call)]
            found += [module.breach(call, f"{name}() in the domain") for name, call in calls if name in effects]
    return found


def environment_only_in_config(sources: Sources) -> list[Breach]:
    """config.py is the only place that reads environment variables."""
    found = []
    for module in product(sources):
        if module.name != "khuyenhoc.config":
            reads = [node for node in module.nodes(ast.Attribute, ast.Name) if reads_environment(node)]
            found += [module.breach(node, "reads the environment") for node in reads]
    return found


def reads_environment(node: ast.AST) -> bool:
    return ast.unparse(node) in {"os.environ", "os.getenv", "environ", "getenv"}


def tests_can_fail(sources: Sources) -> list[Breach]:
    """A test whose every assertion is `is not None`, `len(x) > 0` or a constant is no test; nor is one without any."""
    found = []
    for module in tests(sources):
        for function in module.functions():
            if function.name.startswith("test_") and not can_fail(function, module):
                found.append(module.breach(function, f"{function.name} asserts nothing that could be wrong"))
    return found


def can_fail(function: FUNCTION, module: Module) -> bool:
    """Strong: an assertion that compares, an expected exception, or a call of a function that asserts."""
    asserting = {inner.name for inner in module.functions() if any(isinstance(n, ast.Assert) for n in ast.walk(inner))}
    for node in ast.walk(function):
        if isinstance(node, ast.Assert) and not is_weak(node.test):
            return True
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            last = name.split(".")[-1]
            if name in {"pytest.raises", "pytest.fail", "expect"} or last.startswith(("assert_", "check_", "expect")):
                return True
            if last in asserting and last != function.name:
                return True
    return False


def is_weak(test: ast.expr) -> bool:
    text = ast.unparse(test)
    counts = re.fullmatch(r"len\(.+\) (> 0|>= 1|!= 0)|len\([^()]+\)", text)
    return bool(counts) or text.endswith(" is not None") or isinstance(test, ast.Constant)
