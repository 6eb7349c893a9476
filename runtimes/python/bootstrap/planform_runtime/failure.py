"""Errors as the host wants them."""

import json
import os
import traceback

_OWN = os.path.dirname(os.path.abspath(__file__))


def describe(error):
    """``{errorMessage, errorType, stackTrace}`` of an exception, without our own frames."""
    if isinstance(error, SystemExit):
        message = f"the function ended its process with sys.exit({error.code!r})"
    else:
        message = str(error) or type(error).__name__
    return {
        "errorMessage": message,
        "errorType": type(error).__name__,
        "stackTrace": _stack(error),
    }


def encode(value):
    """JSON text of a value, as bytes."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        # A lone surrogate has no UTF-8 form; escaped, it is still JSON.
        return json.dumps(value, allow_nan=False, separators=(",", ":")).encode("ascii")


def _stack(error):
    summary = traceback.TracebackException.from_exception(error)
    part = summary
    while part is not None:
        part.stack = traceback.StackSummary.from_list(
            [frame for frame in part.stack if not _is_ours(frame)]
        )
        part = part.__cause__ or part.__context__
    return [line for block in summary.format() for line in block.rstrip("\n").split("\n")]


def _is_ours(frame):
    return frame.filename.startswith(_OWN) or frame.filename.startswith("<frozen importlib")
