"""What code may mean when it calls another function of the platform: names that it reads, and that neither Python nor the code itself
binds."""

from __future__ import annotations

import ast
import builtins

# Not in the types of the standard library, for it is private: below `symtable`, which takes long (see below).
from _symtable import DEF_BOUND, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, SCOPE_MASK, SCOPE_OFF, USE, symtable  # type: ignore[import-not-found]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol, TypedDict

    class FreeNames(TypedDict):
        names: list[str]
        importsAll: bool
        binds: list[str]

    class SymbolTable(Protocol):
        children: list[SymbolTable]
        symbols: dict[str, int]


#: What every module of a function is given, beside what Python has.
PRESETS = 'json', 'datetime', 'uuid'


def free_names(code: str, tree: ast.AST, filename: str) -> FreeNames:
    """{names, importsAll, binds}, of code and the tree that it was parsed to: the free names, those that are read alone as `name` and
    those of which an attribute is read as `name.attribute`, whether the code imports `*`, so that a free name may be the module's, and
    the names that the code binds for the whole module. @raises SyntaxError, ValueError, RecursionError

    A name counts as bound where any scope binds it for the whole module: by assignment (`global` too), import, def, class, for, with,
    except, match, `:=` or del. Parameters and local names are no global names: Python's own symbol table tells which are. What `exec` makes
    is not seen."""
    read, bound = _read_and_bound(symtable(code, filename, 'exec'))
    free = (read - bound).difference(dir(builtins), PRESETS)
    names, imports_all, roots = set(), False, set()
    for node in ast.walk(tree):  # parents before children
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in free:
            roots.add(node.value)
            names.add(f'{node.value.id}.{node.attr}')
        elif isinstance(node, ast.Name) and node.id in free and node not in roots:
            names.add(node.id)
        elif isinstance(node, ast.ImportFrom):
            imports_all = imports_all or node.names[0].name == '*'
    return {'names': sorted(names), 'importsAll': imports_all, 'binds': sorted(bound)}


def _read_and_bound(top: SymbolTable) -> tuple[set[str], set[str]]:
    # Below the module `symtable`, whose look-ups take time in the square of the number of functions.
    read, bound = set(), set()
    scopes = [top]
    for scope in scopes:
        scopes += scope.children
        for name, flags in scope.symbols.items():
            if scope is not top and (flags >> SCOPE_OFF) & SCOPE_MASK not in (GLOBAL_IMPLICIT, GLOBAL_EXPLICIT):
                continue
            if flags & USE:
                read.add(name)
            if flags & DEF_BOUND:
                bound.add(name)
    return {name for name in read if not name.startswith('__')}, bound
