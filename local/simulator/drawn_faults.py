"""Draws which requests of a simulated router fail, where only a share of them does."""

from __future__ import annotations

import random

from local.simulator.behaviour import RouterBehaviour

_DROP_AFTER_TOKENS = 5


class DrawnFaults:
    """Begins with the behaviour's seed again whenever the behaviour changes."""

    def __init__(self) -> None:
        self._behaviour: RouterBehaviour | None = None
        self._random = random.Random()  # noqa: S311 (protects nothing)

    def of_request(self, behaviour: RouterBehaviour) -> RouterBehaviour:
        """Return what the next request sees: ``behaviour`` with each share drawn."""
        if not behaviour.fail_share and not behaviour.drop_share:
            return behaviour
        if behaviour is not self._behaviour:
            self._behaviour = behaviour
            self._random = random.Random(behaviour.seed)  # noqa: S311
        fails = self._random.random() < behaviour.fail_share
        drops = self._random.random() < behaviour.drop_share
        changes: dict[str, object] = {}
        if behaviour.fail_share:
            failure = 500 if behaviour.status == 200 else behaviour.status
            changes["status"] = failure if fails else 200
        if behaviour.drop_share:
            after = behaviour.drop_after_tokens
            changes["drop_after_tokens"] = (_DROP_AFTER_TOKENS if after is None else after) if drops else None
        return behaviour.model_copy(update=changes)
