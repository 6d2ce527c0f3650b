"""Compiles a function's code with its `def`s tracked. Parsing runs nothing, but it happens in a sandboxed process all the same."""
import ast
import marshal
import warnings

from .names import free_names

TRACK = '__sinas_track__'


class _Tracked(ast.NodeTransformer):
    """Puts the tracking decorator nearest to the function, below the user's own decorators."""

    def _visit_function(self, node):
        self.generic_visit(node)
        node.decorator_list.append(ast.copy_location(ast.Name(TRACK, ast.Load()), node))
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = _visit_function


def compile_function(code, filename):
    """A code object. @raises SyntaxError, ValueError (null bytes)"""
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        return _compiled(ast.parse(code, filename), filename)


def analyse(code, filename):
    """(the marshalled code object, its free names). @raises SyntaxError, ValueError (null bytes), RecursionError"""
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        tree = ast.parse(code, filename)
        names = free_names(code, tree, filename)
        return marshal.dumps(_compiled(tree, filename)), names


def _compiled(tree, filename):
    return compile(_Tracked().visit(tree), filename, 'exec', dont_inherit=True)


def syntax_error(error):
    """The error as the API shows it: line and column count from 1."""
    return {'line': getattr(error, 'lineno', None) or 1, 'column': getattr(error, 'offset', None) or 1, 'message': getattr(error, 'msg', None) or str(error)}
