"""Choose the key service by the settings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from functions.control_plane.settings import KeyServiceSettings
from portal.configuration.json_setting import ConfigurationError
from portal.keys import KeyAdmin
from portal.keys.local import LocalKeyIssuer
from portal.keys.secret import KeyHasher


def open_key_service(
    settings: KeyServiceSettings,
) -> tuple[KeyAdmin, tuple[Callable[[], Awaitable[None]], ...]]:
    """Return the key service and what closes it. Raises ConfigurationError if a setting is missing."""
    # Empty counts as not set: templates pass on parameters without a value.
    if settings.unkey_root_key:
        # Imported here, because the SDK takes 0.1 s that a start without it should not spend.
        from portal.keys.unkey.administration import UnkeyAdministration  # noqa: PLC0415
        from portal.keys.unkey.issuer import UnkeyIssuer  # noqa: PLC0415

        if not settings.unkey_api_id:
            raise ConfigurationError("PORTAL_UNKEY_API_ID is not set: it names the Unkey API of our keys.")
        administration = UnkeyAdministration(
            settings.unkey_root_key.get_secret_value(), base_url=str(settings.unkey_base_url)
        )
        unkey = UnkeyIssuer(administration, settings.unkey_api_id)
        return unkey, (unkey.close,)
    if settings.key_pepper is None:
        raise ConfigurationError("PORTAL_KEY_PEPPER is not set: the local key issuer hashes keys with it.")
    return LocalKeyIssuer(KeyHasher(settings.key_pepper.get_secret_value())), ()
