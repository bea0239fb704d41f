"""Importing the function's handler."""

from __future__ import annotations

import gc
from importlib import import_module

from mangum import Mangum

from portal.lambda_runtime.faults import Fault


class HandlerNotLoaded(Exception):
    """``fault`` says why, in the words of ``/init/error``."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def load(handler: str) -> Mangum:
    """Return the object at ``module.attribute``. Raises HandlerNotLoaded.

    Everything the app does while it is imported happens here, so anything may go wrong, ``sys.exit`` with a
    sentence about a bad setting included.
    """
    # What is imported stays, so looking for what does not is for nothing: a twentieth of an import's time.
    gc.disable()
    try:
        return _load(handler)
    finally:
        gc.enable()


def _load(handler: str) -> Mangum:
    module_name, _, attribute = handler.replace("/", ".").rpartition(".")
    try:
        found = getattr(import_module(module_name), attribute)
    except SyntaxError as error:
        raise HandlerNotLoaded(Fault.caught("Runtime.UserCodeSyntaxError", error)) from error
    except ImportError as error:
        raise HandlerNotLoaded(Fault.caught("Runtime.ImportModuleError", error)) from error
    except AttributeError as error:
        raise HandlerNotLoaded(Fault.caught("Runtime.HandlerNotFound", error)) from error
    except (Exception, SystemExit) as error:
        raise HandlerNotLoaded(Fault.caught("Runtime.InitError", error)) from error
    if not isinstance(found, Mangum):
        message = f"{handler} is no Mangum object but {type(found).__name__}."
        raise HandlerNotLoaded(Fault("Runtime.HandlerNotFound", message))
    return found
