"""Errors of authentication (401) and authorisation (403)."""

from __future__ import annotations

from portal.errors.base import PortalError


class NotAuthenticated(PortalError):
    """The request has no valid credentials."""

    status = 401
    code = "not_authenticated"


class MissingKey(NotAuthenticated):
    """No API key was sent, neither as a bearer token nor in `x-api-key`."""

    code = "missing_api_key"


class InvalidKey(NotAuthenticated):
    """The API key is unknown, disabled, revoked or expired."""

    code = "invalid_api_key"


class InvalidSession(NotAuthenticated):
    """The session has expired or its token is not valid; sign in again."""

    code = "invalid_session"


class NotPermitted(PortalError):
    """The caller is authenticated but not permitted to do this."""

    status = 403
    code = "permission_denied"


class ModelNotPermitted(NotPermitted):
    """The plan, the organisation or the API key does not include the model."""

    code = "model_not_permitted"


class EmailNotVerified(NotPermitted):
    """The e-mail address of the account is not verified yet. Open the link that was sent to it."""

    code = "email_not_verified"


class RecentSignInRequired(NotPermitted):
    """The user signed in too long ago for what cannot be undone; sign in again, then repeat the request."""

    code = "recent_sign_in_required"


class OrganizationSuspended(NotPermitted):
    """The organisation is suspended."""

    code = "organization_suspended"
