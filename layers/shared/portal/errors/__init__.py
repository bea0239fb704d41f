"""The one error tree. A dialect renders any of these in the error format of its route.

PortalError                       status code
├── InvalidRequest                400    invalid_request
│   ├── MalformedBody             400    malformed_body
│   ├── UnsupportedFeature        400    unsupported_feature
│   ├── InvalidFunctionParameters 400    invalid_function_parameters
│   ├── ContextTooLong            400    context_length_exceeded
│   ├── UnprocessableRequest      422    unprocessable_request
│   ├── RequestTooLarge           413    request_too_large
│   └── UnsupportedEncoding       415    unsupported_content_encoding
├── RouteNotFound                 404    not_found
├── MethodNotAllowed              405    method_not_allowed
├── Conflict                      409    conflict
│   ├── RequestStillRunning       409    request_still_running   under the same Idempotency-Key: retry later
│   ├── ResponseNotStored         409    response_not_stored     it ran under the same Idempotency-Key
│   ├── TooManyKeys               409    too_many_keys           of the organisation
│   ├── TooMany                   409    too_many                of anything else with a limit
│   └── LastOwner                 409    last_owner
├── NotAuthenticated              401    not_authenticated
│   ├── MissingKey                401    missing_api_key
│   ├── InvalidKey                401    invalid_api_key
│   └── InvalidSession            401    invalid_session
├── NotPermitted                  403    permission_denied
│   ├── ModelNotPermitted         403    model_not_permitted
│   ├── EmailNotVerified          403    email_not_verified
│   ├── RecentSignInRequired      403    recent_sign_in_required
│   └── OrganizationSuspended     403    organization_suspended
├── ResourceNotFound              404    resource_not_found
│   └── ModelNotFound             404    model_not_found
├── LimitExceeded                 429    limit_exceeded
│   ├── RateLimited               429    rate_limit_exceeded     short window: retry after `retry_after`
│   ├── ConcurrencyLimited        429    concurrency_limit_exceeded
│   ├── TooManySignUps            429    too_many_sign_ups       new accounts from one network
│   └── QuotaExhausted            429    insufficient_quota      long window or credit: retrying does not help
├── Unavailable                   503    service_unavailable
│   ├── KeyServiceUnavailable     503    key_service_unavailable
│   ├── PolicyUnavailable         503    policy_unavailable
│   ├── DatabaseUnavailable       503    database_unavailable
│   ├── ModelUnavailable          503    model_unavailable       model disabled, or its pool drained
│   └── PoolSaturated             503    pool_saturated
├── RouterFailure                 502    router_error
│   ├── RouterUnreachable         502    router_unreachable
│   ├── RouterRejected            502    router_rejected         the router failed or rejected the call
│   │   └── RouterRefused         502    router_refused          because of the request's content
│   ├── RouterBusy                502    router_error            no capacity: customers get PoolSaturated
│   ├── RouterPending             502    router_no_content       a response without text
│   ├── RouterTimedOut            504    router_timeout
│   ├── DeadlineExceeded          504    deadline_exceeded       the gateway's limit for a whole request
│   └── StreamInterrupted         502    stream_interrupted      after the first byte: in-band only
├── ModelOutputInvalid            422    model_output_invalid    not what the request demands; it is paid
└── InternalError                 500    internal_error

Messages are written for customers: none contains a router address, a session, a key or a vendor's name.
"""

from portal.errors.access import (
    EmailNotVerified,
    InvalidKey,
    InvalidSession,
    MissingKey,
    ModelNotPermitted,
    NotAuthenticated,
    NotPermitted,
    OrganizationSuspended,
    RecentSignInRequired,
)
from portal.errors.base import InternalError, KeyIds, PortalError
from portal.errors.conflict import (
    Conflict,
    LastOwner,
    RequestStillRunning,
    ResponseNotStored,
    TooMany,
    TooManyKeys,
)
from portal.errors.limits import (
    ConcurrencyLimited,
    LimitExceeded,
    QuotaExhausted,
    RateLimited,
    TooManySignUps,
)
from portal.errors.request import (
    ContextTooLong,
    InvalidFunctionParameters,
    InvalidRequest,
    MalformedBody,
    MethodNotAllowed,
    ModelNotFound,
    RequestTooLarge,
    ResourceNotFound,
    RouteNotFound,
    UnprocessableRequest,
    UnsupportedEncoding,
    UnsupportedFeature,
)
from portal.errors.router import (
    DeadlineExceeded,
    ModelOutputInvalid,
    RouterBusy,
    RouterFailure,
    RouterPending,
    RouterRefused,
    RouterRejected,
    RouterTimedOut,
    RouterUnreachable,
    StreamInterrupted,
)
from portal.errors.service import (
    DatabaseUnavailable,
    KeyServiceUnavailable,
    ModelUnavailable,
    PolicyUnavailable,
    PoolSaturated,
    Unavailable,
)

__all__ = [
    "ConcurrencyLimited",
    "Conflict",
    "ContextTooLong",
    "DatabaseUnavailable",
    "DeadlineExceeded",
    "EmailNotVerified",
    "InternalError",
    "InvalidFunctionParameters",
    "InvalidKey",
    "InvalidRequest",
    "InvalidSession",
    "KeyIds",
    "KeyServiceUnavailable",
    "LastOwner",
    "LimitExceeded",
    "MalformedBody",
    "MethodNotAllowed",
    "MissingKey",
    "ModelNotFound",
    "ModelNotPermitted",
    "ModelOutputInvalid",
    "ModelUnavailable",
    "NotAuthenticated",
    "NotPermitted",
    "OrganizationSuspended",
    "PolicyUnavailable",
    "PoolSaturated",
    "PortalError",
    "QuotaExhausted",
    "RateLimited",
    "RecentSignInRequired",
    "RequestStillRunning",
    "RequestTooLarge",
    "ResourceNotFound",
    "ResponseNotStored",
    "RouteNotFound",
    "RouterBusy",
    "RouterFailure",
    "RouterPending",
    "RouterRefused",
    "RouterRejected",
    "RouterTimedOut",
    "RouterUnreachable",
    "StreamInterrupted",
    "TooMany",
    "TooManyKeys",
    "TooManySignUps",
    "Unavailable",
    "UnprocessableRequest",
    "UnsupportedEncoding",
    "UnsupportedFeature",
]
