"""The texts in the code that a function can reach: its imports, without functions that nothing names.

By names alone, without types: of two methods of one name either both are reached or none.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import grimp

from portal.database import repeatable

LISTS = frozenset({repeatable.__name__})
"""Modules that name functions of the database for all roles, and call none."""


@dataclass
class _Code:
    """What a piece of code names, its texts, and the functions that are defined in it."""

    module: str
    names: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    functions: list[tuple[str, _Code]] = field(default_factory=list)


def reachable_texts(entry: str) -> frozenset[str]:
    """Return the texts of the code that the module ``entry`` can reach, without docstrings and ``LISTS``."""
    return frozenset(
        text for module, texts in _texts_by_module(entry).items() if module not in LISTS for text in texts
    )


def queried_tables(entry: str, tables: Iterable[str]) -> set[str]:
    """Return which of ``tables`` the code queries, by itself or embedded: ``organizations(id,name)``."""
    texts = {
        text
        for module, texts in _texts_by_module(entry).items()
        if ".table(" in _source(module)
        for text in texts
    }
    return {table for table in tables if any(text == table or f"{table}(" in text for text in texts)}


def _texts_by_module(entry: str) -> dict[str, set[str]]:
    pending = [_code(module) for module in modules_of(entry)]
    waiting: list[tuple[str, _Code]] = []
    names: set[str] = set()
    texts: dict[str, set[str]] = {}
    while pending:
        for code in pending:
            names |= code.names
            texts.setdefault(code.module, set()).update(code.texts)
            waiting += code.functions
        pending = [code for name, code in waiting if name in names or _is_called_by_python(name)]
        waiting = [(name, code) for name, code in waiting if name not in names]
        waiting = [(name, code) for name, code in waiting if not _is_called_by_python(name)]
    return texts


def modules_of(entry: str) -> set[str]:
    """Return ``entry`` and the modules of this repository that it imports, also indirectly."""
    return {entry, *_import_graph().find_upstream_modules(entry)}


@cache
def _import_graph() -> grimp.ImportGraph:
    return grimp.build_graph("functions", "portal", cache_dir=None)


@cache
def _code(module: str) -> _Code:
    code = _Code(module)
    _read(ast.parse(_source(module)).body, code)
    return code


@cache
def _source(module: str) -> str:
    spec = find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).read_text()


def _read(nodes: Iterable[ast.AST], code: _Code) -> None:
    for node in nodes:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                _read([*node.decorator_list, node.args], code)
                inner = _Code(code.module)
                _read(node.body, inner)
                code.functions.append((node.name, inner))
                if node.decorator_list:  # it may call the function: a route, a validator
                    code.names.add(node.name)
            case ast.Expr(value=ast.Constant()):
                continue  # a docstring
            case (
                ast.AnnAssign(target=ast.Name(id="REPEATABLE_FUNCTIONS"))
                | ast.Assign(targets=[ast.Name(id="REPEATABLE_FUNCTIONS")])
            ):
                continue  # it names what other code calls
            case ast.Constant(value=str(text)):
                code.texts.add(text)
            case ast.Name(id=name) | ast.Attribute(attr=name):
                code.names.add(name)
                _read(ast.iter_child_nodes(node), code)
            case _:
                _read(ast.iter_child_nodes(node), code)


def _is_called_by_python(name: str) -> bool:
    return name.startswith("__")
