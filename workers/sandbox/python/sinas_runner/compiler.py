"""Compiles a function's code with its `def`s tracked. Parsing runs nothing, but it happens in a sandboxed process all the same."""

from __future__ import annotations

import ast
import marshal
import warnings

from .names import free_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType

    from .names import FreeNames

TRACK = '__sinas_track__'


class _Tracked(ast.NodeTransformer):
    """Puts the tracking decorator nearest to the function, below the user's own decorators."""

    def _visit_function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        self.generic_visit(node)
        node.decorator_list.append(ast.copy_location(ast.Name(TRACK, ast.Load()), node))
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = _visit_function


def compile_function(code: str, filename: str) -> CodeType:
    """A code object. @raises SyntaxError, ValueError (null bytes)"""
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        return _compiled(ast.parse(code, filename), filename)


def analyse(code: str, filename: str) -> tuple[bytes, FreeNames]:
    """(the marshalled code object, its free names). @raises SyntaxError, ValueError (null bytes), RecursionError"""
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        tree = ast.parse(code, filename)
        names = free_names(code, tree, filename)
        return marshal.dumps(_compiled(tree, filename)), names


def _compiled(tree: ast.Module, filename: str) -> CodeType:
    return compile(_Tracked().visit(tree), filename, 'exec', dont_inherit=True)


def syntax_error(error: BaseException) -> dict[str, int | str]:
    """The error as the API shows it: line and column count from 1."""
    return {
        'line': getattr(error, 'lineno', None) or 1,
        'column': getattr(error, 'offset', None) or 1,
        'message': getattr(error, 'msg', None) or str(error),
    }
