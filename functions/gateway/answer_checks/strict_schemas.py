"""The JSON schemas of a request that its answers are checked against."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from portal.errors import InvalidRequest
from portal.inference import InferenceRequest, JsonSchema

if TYPE_CHECKING:
    from functions.gateway.answer_checks.budgeted_validator import BudgetedValidator

MAX_STRICT_SCHEMA_BYTES = 131_072
"""Of all strict schemas of a request together, as compact JSON. Checking as much takes some 100 ms."""


class StrictSchemas:
    """Validators of the strict tools and of the output.

    Raises InvalidRequest for schemas that are too large together, or that are none.
    """

    def __init__(self, request: InferenceRequest) -> None:
        self._by_tool: dict[str, BudgetedValidator] = {}
        self._output: BudgetedValidator | None = None
        schemas: list[tuple[str, JsonSchema]] = [
            (f"tools.{number}", tool.parameters)
            for number, tool in enumerate(request.tools)
            if tool.strict and tool.parameters is not None
        ]
        output = request.output
        if output is not None and output.schema is not None and output.strict:
            schemas.append((output.param, output.schema))
        if not schemas:
            return
        if sum([len(orjson.dumps(schema)) for _, schema in schemas]) > MAX_STRICT_SCHEMA_BYTES:
            raise InvalidRequest(
                f"The strict schemas of a request may have {MAX_STRICT_SCHEMA_BYTES:,} bytes together.",
                param=schemas[0][0],
            )
        # Most requests have no strict schema, and a cold start need not wait for this.
        from functions.gateway.answer_checks import budgeted_validator  # noqa: PLC0415

        for param, schema in schemas:
            try:
                validator = budgeted_validator.BudgetedValidator(schema)
            except budgeted_validator.SchemaFault as fault:
                raise InvalidRequest(f"'{param}' has an invalid JSON schema: {fault}.", param=param) from None
            if output is not None and param == output.param:
                self._output = validator
            else:
                self._by_tool[request.tools[int(param.removeprefix("tools."))].name] = validator

    def __bool__(self) -> bool:
        return bool(self._by_tool)

    def has(self, tool: str) -> bool:
        return tool in self._by_tool

    def fault(self, tool: str, arguments: object) -> str | None:
        """Return why ``arguments`` do not fit the tool's schema, None if they do or it is not strict."""
        validator = self._by_tool.get(tool)
        return None if validator is None else validator.fault(arguments)

    def output_fault(self, value: object) -> str | None:
        return None if self._output is None else self._output.fault(value)
