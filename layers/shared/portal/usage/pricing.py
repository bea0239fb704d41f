"""The price of a request by how it ended. Pure; docs/billing.md states the same for customers.

========================  =====================================================================
outcome                    price
========================  =====================================================================
ok                        prompt and completion tokens
client_disconnected       prompt and the tokens produced until then; nothing before the first of them
failed_before_first_byte  nothing
failed_after_first_byte   nothing, whatever was produced: the customer got no complete answer
deadline                  prompt and the text delivered until then; nothing before the first of it
abandoned                 nothing: what was delivered is unknown
========================  =====================================================================

The database prices each event with ``private.price_of_outcome``: the same table, held equal by a test.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from portal.usage import Outcome

NANOUSD = 1_000_000_000
"""One US dollar in nano-USD. All amounts are integers in nano-USD."""

AnyOutcome = Outcome | Literal["abandoned"]
Charged = Literal["prompt and completion", "prompt and produced", "nothing"]

CHARGED: dict[AnyOutcome, Charged] = {
    "ok": "prompt and completion",
    "client_disconnected": "prompt and produced",
    "failed_before_first_byte": "nothing",
    "failed_after_first_byte": "nothing",
    "deadline": "prompt and produced",
    "abandoned": "nothing",
}


@dataclass(frozen=True, slots=True)
class Price:
    """Nano-USD per token: 1,000 are 1 USD per million tokens."""

    input: int
    output: int


def charged_for(outcome: AnyOutcome, completion_tokens: int) -> Charged:
    """Return which tokens are charged for a request with this outcome and number of completion tokens."""
    charged = CHARGED[outcome]
    return "nothing" if charged == "prompt and produced" and completion_tokens == 0 else charged


def cost(outcome: AnyOutcome, prompt_tokens: int, completion_tokens: int, price: Price) -> int:
    """Return the price of one request in nano-USD."""
    if charged_for(outcome, completion_tokens) == "nothing":
        return 0
    return prompt_tokens * price.input + completion_tokens * price.output


def usd(nanousd: int) -> str:
    """Return an amount as ``$1,234.50`` or ``-$0.000000001``: exact, with two decimals or more."""
    whole, part = divmod(abs(nanousd), NANOUSD)
    return f"{'-' if nanousd < 0 else ''}${whole:,}.{f'{part:09}'.rstrip('0'):0<2}"
