"""Imports the function's handler."""

from __future__ import annotations

import gc
from importlib import import_module

from mangum import Mangum

from portal.lambda_runtime.runtime_api.error_report import ErrorReport


class HandlerLoadError(Exception):
    """The handler cannot be imported; ``report`` is the error report for ``/init/error``."""

    def __init__(self, report: ErrorReport) -> None:
        super().__init__(report.message)
        self.report = report


def load(handler: str) -> Mangum:
    """Return the object at ``module.attribute``. Raises HandlerLoadError.

    The import runs the start-up code of the app, so it may raise anything, also ``SystemExit`` with a
    message about a setting.
    """
    # Imported objects stay, so garbage collection would free nothing; it takes 5 % of an import's time.
    gc.disable()
    try:
        return _load(handler)
    finally:
        gc.enable()


def _load(handler: str) -> Mangum:
    module_name, _, attribute = handler.replace("/", ".").rpartition(".")
    try:
        loaded = getattr(import_module(module_name), attribute)
    except SyntaxError as error:
        raise HandlerLoadError(ErrorReport.from_exception("Runtime.UserCodeSyntaxError", error)) from error
    except ImportError as error:
        raise HandlerLoadError(ErrorReport.from_exception("Runtime.ImportModuleError", error)) from error
    except AttributeError as error:
        raise HandlerLoadError(ErrorReport.from_exception("Runtime.HandlerNotFound", error)) from error
    except (Exception, SystemExit) as error:
        raise HandlerLoadError(ErrorReport.from_exception("Runtime.InitError", error)) from error
    if not isinstance(loaded, Mangum):
        message = f"{handler} is not a Mangum object but {type(loaded).__name__}."
        raise HandlerLoadError(ErrorReport("Runtime.HandlerNotFound", message))
    return loaded
