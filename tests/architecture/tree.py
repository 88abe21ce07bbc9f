"""The product's sources as a mapping {path: text}, parsed; what every rule of the house reads."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

Sources = Mapping[str, str]

PACKAGE = "src/khuyenhoc/"
PATTERNS = (
    "app.py",
    "menu.py",
    "pages/**/*.py",
    "src/**/*.py",
    "src/**/*.js",
    "src/**/*.css",
    "bench/**/*.py",
    "tests/**/*.py",
)
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Breach:
    """One place that breaks one rule."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


@dataclass(frozen=True)
class Module:
    path: str
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """khuyenhoc.domain.unit, pages.ban_do, app; a package is named without `__init__`."""
        dotted = self.path.removeprefix("src/").removesuffix(".py").replace("/", ".")
        return dotted.removesuffix(".__init__")

    @property
    def layer(self) -> str:
        return layer(self.name)

    def nodes(self, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))

    def functions(self) -> Iterator[FUNCTION]:
        return (node for node in ast.walk(self.tree) if isinstance(node, FUNCTION))

    def breach(self, node: ast.AST | int, what: str) -> Breach:
        return Breach(self.path, node if isinstance(node, int) else getattr(node, "lineno", 1), what)


def layer(name: str) -> str:
    """The floor of the house a module stands on: a folder of the package, pages, or the module itself beside them."""
    parts = name.split(".")
    if parts[0] == "khuyenhoc":
        return parts[1] if len(parts) > 1 else "khuyenhoc"
    return parts[0]


def read(root: Path) -> dict[str, str]:
    """Everything the rules judge, as it stands on the disk."""
    files = {path for pattern in PATTERNS for path in root.glob(pattern) if path.is_file()}
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in sorted(files)}


@lru_cache(maxsize=2048)
def parsed(path: str, text: str) -> Module:
    return Module(path, text, ast.parse(text, filename=path))


def is_product(path: str) -> bool:
    return path in {"app.py", "menu.py"} or path.startswith(("pages/", "src/"))


def product(sources: Sources) -> list[Module]:
    """The Python of the product itself, without tests and measurements."""
    return [parsed(path, text) for path, text in sources.items() if path.endswith(".py") and is_product(path)]


def programs(sources: Sources) -> list[Module]:
    """The product and its measurements."""
    return product(sources) + [parsed(path, text) for path, text in sources.items() if path.startswith("bench/")]


def tests(sources: Sources) -> list[Module]:
    return [parsed(path, text) for path, text in sources.items() if path.startswith("tests/") and path.endswith(".py")]


def imports(module: Module, known: frozenset[str]) -> list[tuple[str, int]]:
    """The modules this one imports, with the line; `from a import b` names a.b where that is a module we know."""
    found: dict[tuple[str, int], None] = {}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found |= {(alias.name, node.lineno): None for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = from_base(module, node)
            members = [f"{base}.{alias.name}" for alias in node.names]
            found |= {(member if member in known else base, node.lineno): None for member in members}
    return list(found)


def from_base(module: Module, node: ast.ImportFrom) -> str:
    if node.level == 0:
        return node.module or ""
    package = module.name.split(".")
    keep = len(package) - node.level + (1 if module.path.endswith("__init__.py") else 0)
    return ".".join(package[:keep] + ([node.module] if node.module else []))


def names(modules: list[Module]) -> frozenset[str]:
    return frozenset(module.name for module in modules)


def texts(module: Module) -> list[tuple[str, int]]:
    """Every text in the code, docstrings not; an f-string is one text, its values written as 0."""
    documented = (ast.Module, ast.ClassDef, *FUNCTION.__args__)
    skipped = {
        id(node.body[0].value)
        for node in ast.walk(module.tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.JoinedStr):
            parts = [str(part.value) if isinstance(part, ast.Constant) else "0" for part in node.values]
            skipped |= {id(part) for part in node.values}
            found.append(("".join(parts), node.lineno))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            found.append((node.value, node.lineno))
    return found
