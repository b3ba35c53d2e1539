"""Finds code that could walk around the wall between territories.

The default manager of a scoped model filters by the territory in scope and its base manager guards
writes. What follows sees through or past them, so each use needs a line in ALLOWED that says why it
is right there. There is no way to silence a single line.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOT_OURS = {".git", ".venv", "node_modules", "var", "vendor"}

FORBIDDEN_NAMES = {
    "all_rows": "reads the rows of every territory",
    "_base_manager": "reads and updates the rows of every territory",
    "_default_manager": "is unscoped on models that are not ours",
    "_raw_delete": "deletes without the guard",
    "save_base": "saves without the guard",
    "RawSQL": "is SQL that no scope reaches",
    "comment_comments": "reads comments through the unscoped parent model",
}
FORBIDDEN_CALLS = {
    "everywhere": "opens every territory",
    "raw": "is SQL that no scope reaches",
    "cursor": "is SQL that no scope reaches",
    "extra": "is SQL that no scope reaches",
}
UNSCOPED_MODELS = {"Revision", "XtdComment", "Comment"}
PARENT_MODULES = ("wagtail", "django_comments")
THREADS = {
    "threading.Thread",
    "threading.Timer",
    "concurrent.futures.ThreadPoolExecutor",
    "concurrent.futures.ProcessPoolExecutor",
    "concurrent.futures.thread.ThreadPoolExecutor",
    "multiprocessing.Process",
    "multiprocessing.Pool",
}
SCOPES = {"scope", "several", "everywhere", "closed", "reopen"}
KEEPERS = {"contextmanager", "asynccontextmanager"}


@dataclass(frozen=True)
class Exemption:
    """Where one or more forms are right, and why; no forms means all of them."""

    place: str
    reason: str
    forms: frozenset[str] = frozenset()

    def covers(self, path: str, form: str) -> bool:
        """Whether this exemption is about `form` in the file `path`."""
        if self.forms and form not in self.forms:
            return False
        if self.place.endswith("/"):
            return path.startswith(self.place) or f"/{self.place}" in f"/{path}"
        return path == self.place


def at(place: str, reason: str, *forms: str) -> Exemption:
    """One line of the table below; a place that ends with a slash is a folder, at any depth."""
    return Exemption(place, reason, frozenset(forms))


ALLOWED = (
    at("site_core/kernel/scoping.py", "the wall itself"),
    at("site_core/kernel/models/owned.py", "the wall itself"),
    at(
        "site_core/kernel/audit.py",
        "erases a person from every chain; always filtered by the person",
        "all_rows",
    ),
    at(
        "site_core/kernel/models/pages.py",
        "looks up the territory of a link's target, to refuse a foreign one",
        "all_rows",
    ),
    at(
        "site_core/kernel/policies.py",
        "a person's roles are asked before any scope is open; always filtered by the person",
        "all_rows",
    ),
    at(
        "site_core/kernel/receivers.py",
        "works while a territory is being opened; always filtered by that territory",
        "all_rows",
    ),
    at("site_core/kernel/flat_sites.py", "keeps an index on a table of Wagtail's", "cursor"),
    at(
        "site_core/kernel/merging.py",
        "whatever refers to one row of a territory belongs to it",
        "_default_manager",
    ),
    at("site_core/kernel/composite_keys.py", "reads the catalogue of the database", "cursor"),
    at(
        "site_core/kernel/personal_data.py",
        "hands over, hides and erases what one person has in every territory; purges by age alone",
        "everywhere",
        "_default_manager",
    ),
    at(
        "site_core/kernel/holdings.py",
        "Wagtail's notes in the margin, always filtered by the person; tidies SQLite's index",
        "Comment.objects",
        "cursor",
    ),
    at(
        "members/services/leaving.py",
        "somebody's memberships, before any scope is open; always filtered by the person",
        "all_rows",
    ),
    at("members/services/retention.py", "who has a role anywhere, to leave them be", "all_rows"),
    at(
        "messaging/models.py",
        "looks up the page of the comment that is answered, to refuse a foreign one",
        "all_rows",
    ),
    at(
        "territory_pages/search/models.py",
        "the words of one entry, always filtered by it, go without a signal for each",
        "all_rows",
        "_raw_delete",
    ),
    at(
        "territory_pages/search/indexing.py",
        "the words of one entry, in the scope of its territory, go without a signal for each",
        "_raw_delete",
    ),
    at(
        "territory_pages/search/receivers.py",
        "follows pages and names in their own territory, whatever the scope: always filtered",
        "all_rows",
    ),
    at(
        "console/due.py",
        "publishes what is due in every territory, each in its own scope",
        "Revision.objects",
    ),
    at("console/due.py", "has SQLite look at its tables again, which reads no row", "cursor"),
    at("console/locks.py", "takes a lock of the database, which reads no row", "cursor"),
    at(
        "console/openings.py",
        "each process opens a territory, which opens its own scope",
        "ProcessPoolExecutor",
    ),
    at(
        "consultations/news.py",
        "asks which polls closed, each then told of in its own scope",
        "everywhere",
    ),
    at(
        "members/services/proofs.py",
        "deletes an account that nobody proved to own, wherever it was registered",
        "everywhere",
    ),
    at(
        "messaging/bounces.py",
        "a report about a mail says its number, not where it was sent from",
        "everywhere",
    ),
    at(
        "messaging/digests.py",
        "asks in which territories a letter is due, each then in its own scope",
        "everywhere",
    ),
    at("site_core/kernel/tasks.py", "Wagtail's own jobs keep one index for all", "everywhere"),
    at("bin/lint_scoping.py", "names what it looks for"),
    at("bin/run_lint.py", "waits for other programs; no database", "ThreadPoolExecutor"),
    at("console/doctor/database.py", "reads the database's catalogue, no row", "cursor"),
    at("console/", "the operator works on every territory", "everywhere", "all_rows"),
    at("migrations/", "historical models have plain managers; a migration sees the whole table"),
    at("bench/", "measures every territory at once"),
    at("tests/", "plants and looks for what must not be seen"),
)


@dataclass(frozen=True, order=True)
class Finding:
    """One use of a forbidden form."""

    path: str
    line: int
    form: str
    why: str

    def __str__(self) -> str:
        """As compilers say it, so that editors can jump there."""
        return f"{self.path}:{self.line}: {self.form} {self.why}"


class Reader(ast.NodeVisitor):
    """Collects the forbidden forms of one module."""

    def __init__(self, path: str) -> None:
        """`path` is relative to the root of the project."""
        self.path = path
        self.findings: list[Finding] = []
        self.origins: dict[str, str] = {}
        self.scope_depth = 0
        self.keeper = False

    def add(self, node: ast.expr | ast.stmt, form: str, why: str) -> None:
        """Note a finding at `node`."""
        self.findings.append(Finding(self.path, node.lineno, form, why))

    def full_name(self, node: ast.expr) -> str:
        """The dotted name of an expression, with imported names spelled out; '' if it has none."""
        if isinstance(node, ast.Name):
            return self.origins.get(node.id, node.id)
        if isinstance(node, ast.Attribute) and (owner := self.full_name(node.value)):
            return f"{owner}.{node.attr}"
        return ""

    def visit_Import(self, node: ast.Import) -> None:
        """Remember `import threading as t`."""
        for alias in node.names:
            if alias.asname:
                self.origins[alias.asname] = alias.name

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """Remember where names come from, and refuse the imports that have no right use."""
        for alias in node.names:
            origin = f"{node.module or ''}.{alias.name}"
            self.origins[alias.asname or alias.name] = origin
            if alias.name in FORBIDDEN_NAMES:
                self.add(node, alias.name, FORBIDDEN_NAMES[alias.name])
            if origin in THREADS:
                self.add_thread(node, origin)

    def add_thread(self, node: ast.expr | ast.stmt, name: str) -> None:
        """Note the use of a thread or process."""
        self.add(node, name.rpartition(".")[2], "starts without the scope of its caller")

    def visit_Name(self, node: ast.Name) -> None:
        """A bare forbidden name; imported ones were found at their import."""
        read = isinstance(node.ctx, ast.Load)
        if read and node.id in FORBIDDEN_NAMES and node.id not in self.origins:
            self.add(node, node.id, FORBIDDEN_NAMES[node.id])

    def visit_Constant(self, node: ast.Constant) -> None:
        """`getattr(model, "all_rows")` is no way around."""
        if isinstance(node.value, str) and node.value in FORBIDDEN_NAMES:
            self.add(node, node.value, FORBIDDEN_NAMES[node.value])

    def visit_Attribute(self, node: ast.Attribute) -> None:
        """`model._base_manager`, `Revision.objects`, `.through.objects`, `threading.Thread`."""
        if node.attr in FORBIDDEN_NAMES:
            self.add(node, node.attr, FORBIDDEN_NAMES[node.attr])
        if self.full_name(node) in THREADS:
            self.add_thread(node, node.attr)
        if node.attr == "objects":
            if isinstance(node.value, ast.Attribute) and node.value.attr == "through":
                self.add(node, "through.objects", "writes links without the guard")
            elif self.is_unscoped_parent(self.full_name(node.value)):
                name = self.full_name(node.value).rpartition(".")[2]
                self.add(node, f"{name}.objects", "reads the rows of every territory")
        self.generic_visit(node)

    @staticmethod
    def is_unscoped_parent(name: str) -> bool:
        """Whether `name` is a model of a library whose rows belong to territories; ours are not."""
        module, _, model = name.rpartition(".")
        return model in UNSCOPED_MODELS and (not module or module.startswith(PARENT_MODULES))

    def visit_Call(self, node: ast.Call) -> None:
        """`everywhere()`, `manager.raw(...)`, `connection.cursor()`, `queryset.extra(...)`."""
        name = self.full_name(node.func).rpartition(".")[2]
        if isinstance(node.func, ast.Attribute):
            name = node.func.attr
        bare = isinstance(node.func, ast.Name)
        if name in FORBIDDEN_CALLS and (name == "everywhere" or not bare):
            self.add(node, f"{name}()", FORBIDDEN_CALLS[name])
        self.generic_visit(node)

    def visit_With(self, node: ast.With | ast.AsyncWith) -> None:
        """Inside `with scope(...)`, a yield leaves the scope open in whoever called."""
        opens = any(
            isinstance(item.context_expr, ast.Call)
            and self.full_name(item.context_expr.func).rpartition(".")[2] in SCOPES
            for item in node.items
        )
        self.scope_depth += opens
        self.generic_visit(node)
        self.scope_depth -= opens

    visit_AsyncWith = visit_With

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> None:
        """A function is not run where it is written: the scope around it does not count."""
        former = self.scope_depth, self.keeper
        decorators = getattr(node, "decorator_list", [])
        self.scope_depth = 0
        self.keeper = any(self.full_name(d).rpartition(".")[2] in KEEPERS for d in decorators)
        self.generic_visit(node)
        self.scope_depth, self.keeper = former

    visit_AsyncFunctionDef = visit_FunctionDef
    visit_Lambda = visit_FunctionDef

    def visit_Yield(self, node: ast.Yield | ast.YieldFrom) -> None:
        """A yield inside a scope, unless the function is there to hold it open."""
        if self.scope_depth and not self.keeper:
            self.add(node, "yield", "inside `with scope` changes the scope of the caller")
        self.generic_visit(node)

    visit_YieldFrom = visit_Yield


def find_in(source: str, path: str) -> list[Finding]:
    """The forbidden forms of one module, whether or not they are allowed in `path`."""
    reader = Reader(path)
    reader.visit(ast.parse(source, path))
    return sorted(reader.findings)


def is_allowed(finding: Finding) -> bool:
    """Whether a line of ALLOWED covers the finding."""
    form = finding.form.removesuffix("()")
    return any(exemption.covers(finding.path, form) for exemption in ALLOWED)


def modules(root: Path = ROOT) -> Iterator[Path]:
    """Every Python module of the project, without what others wrote."""
    for path in sorted(root.rglob("*.py")):
        if not NOT_OURS & set(path.relative_to(root).parts):
            yield path


def idle_exemptions(findings: list[Finding]) -> Iterator[Exemption]:
    """The exemptions of single files that nothing needs any more."""
    for exemption in ALLOWED:
        if not exemption.place.endswith("/") and not any(
            exemption.covers(finding.path, finding.form.removesuffix("()")) for finding in findings
        ):
            yield exemption


def main() -> int:
    """Print what is not allowed; 1 when there is any."""
    findings = [
        finding
        for path in modules()
        for finding in find_in(path.read_text(), path.relative_to(ROOT).as_posix())
    ]
    refused = [finding for finding in findings if not is_allowed(finding)]
    idle = list(idle_exemptions(findings))
    for finding in refused:
        print(finding)
    for exemption in idle:
        print(f"bin/lint_scoping.py: the exemption of {exemption.place} is no longer needed")
    if refused:
        print("Write it through the scope, or add the place and its reason to bin/lint_scoping.py.")
    return 1 if refused or idle else 0


if __name__ == "__main__":
    sys.exit(main())
