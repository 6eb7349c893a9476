"""Finds the user's functions."""

import importlib
import os
import sys


class NotFound(Exception):
    """There is no such file or function; the message names both."""


def load(code_root, handler, kind):
    """The function that ``file.function`` names, below the code's root; ``kind`` is for messages."""
    file, dot, name = handler.rpartition(".")
    if not dot or not file or not name:
        raise NotFound(f"{kind} '{handler}' is not of the form file.function")
    module_name = file.replace("/", ".")
    path = os.path.join(code_root, *module_name.split("."))
    if not any(os.path.isfile(path + end) for end in (".py", ".pyc", ".so", "/__init__.py")):
        raise NotFound(f"{os.path.relpath(path, code_root)}.py is not in the code: {kind} '{handler}'")
    if code_root not in sys.path:
        sys.path.insert(0, code_root)
    module = importlib.import_module(module_name)
    function = getattr(module, name, None)
    if function is None:
        raise NotFound(f"{file}.py has no function '{name}': {kind} '{handler}'")
    if not callable(function):
        raise NotFound(f"'{name}' in {file}.py is not a function: {kind} '{handler}'")
    return function
