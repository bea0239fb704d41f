"""Call a database function with arguments that are JSON already.

``AsyncPostgrestClient.rpc`` takes plain values and encodes them itself: for it, events would have to be
encoded, decoded and encoded again, 6 µs of processor time each instead of 0.7.
"""

from __future__ import annotations

from postgrest import APIError, AsyncPostgrestClient
from postgrest.exceptions import APIErrorFromJSON, generate_default_error_message
from pydantic import ValidationError


async def call_encoded(database: AsyncPostgrestClient, function: str, arguments: bytes) -> bytes:
    """Return the JSON that ``function`` returns. ``arguments`` is a JSON object of its parameters by name.

    Raises what ``rpc`` raises: APIError, and httpx's errors.
    """
    response = await database.session.post(
        str(database.base_url.joinpath("rpc", function)),
        content=arguments,
        headers={**database.headers, "Content-Type": "application/json"},
    )
    if response.is_success:
        return response.content
    try:
        raise APIError(dict(APIErrorFromJSON.model_validate_json(response.content)))
    except ValidationError as error:
        raise APIError(generate_default_error_message(response)) from error
