"""Parses the configured pools from the JSON of environment variables, which the caller reads.

- ``PORTAL_ROUTER_POOLS_JSON`` (required): model alias → router URL, or a list of them.
- ``PORTAL_ROUTER_MODEL_SESSIONS_JSON``: model alias → session id, or a list; default: the router chooses.
- ``PORTAL_ROUTER_MODEL_AUTH_KEYS_JSON``: model alias → auth key of its routers.
- ``PORTAL_ROUTER_SESSION_AUTH_KEYS_JSON``: session id → auth key; takes precedence over the model's.
- ``PORTAL_ROUTER_MODEL_UNARY_JSON``: model alias → true where its routers stream badly: a whole answer is
  then asked for as one. Default: answers are always asked for as streams.
- ``PORTAL_ROUTER_MODEL_WIRES_JSON``: model alias → ``v3`` (one prompt text, the default) or ``v4`` (messages,
  tools and output formats), which all its routers speak (``portal.pools.wires``).
- ``PORTAL_ROUTER_MODEL_NAMES_JSON``: another name → model alias, for clients that cannot be told which model
  to call. A name that ends with ``*`` stands for all that begin so; the longest that fits decides.
- ``PORTAL_ROUTER_SESSION_LIMITS_JSON``: concurrent requests of a session, for all or by session id.
- ``PORTAL_DEFAULT_MODEL``: a model alias; default: the first of the pools. One without a pool is logged, and
  then there is no default: only requests that name no model fail.

A pool's targets are all combinations of its URLs and sessions. Malformed values raise ConfigurationError.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from itertools import product
from urllib.parse import urlsplit

from portal.configuration.json_setting import JsonSetting, json_type
from portal.inference import Feature
from portal.pools import Pool, PoolMap, SessionLimits, Target
from portal.pools.target_ids import normalised_url
from portal.pools.wires import DEFAULT_WIRE, FEATURES, WireName

log = logging.getLogger(__name__)

POOLS = "PORTAL_ROUTER_POOLS_JSON"
SESSIONS = "PORTAL_ROUTER_MODEL_SESSIONS_JSON"
MODEL_KEYS = "PORTAL_ROUTER_MODEL_AUTH_KEYS_JSON"
SESSION_KEYS = "PORTAL_ROUTER_SESSION_AUTH_KEYS_JSON"
UNARY_MODELS = "PORTAL_ROUTER_MODEL_UNARY_JSON"
MODEL_WIRES = "PORTAL_ROUTER_MODEL_WIRES_JSON"
MODEL_NAMES = "PORTAL_ROUTER_MODEL_NAMES_JSON"
SESSION_LIMITS = "PORTAL_ROUTER_SESSION_LIMITS_JSON"
DEFAULT_MODEL = "PORTAL_DEFAULT_MODEL"

_ALIAS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}")
_NAME = re.compile(r"[!-)+-~]{1,127}\*?")
_KEY = re.compile(r"[!-~]+")
_DIGITS = re.compile(r"[0-9]{1,20}")


def pool_map(environment: Mapping[str, str]) -> PoolMap:
    """Return the pools that ``environment`` (variable name → text) configures. Raises ConfigurationError."""
    urls = _urls(JsonSetting(POOLS, environment.get(POOLS, "")))
    sessions = _sessions(JsonSetting(SESSIONS, environment.get(SESSIONS, "")), urls)
    model_keys = _model_keys(JsonSetting(MODEL_KEYS, environment.get(MODEL_KEYS, "")), urls)
    known = {session for ids in sessions.values() for session in ids}
    session_keys = _session_keys(JsonSetting(SESSION_KEYS, environment.get(SESSION_KEYS, "")), known)
    limits = _limits(JsonSetting(SESSION_LIMITS, environment.get(SESSION_LIMITS, "")), known)
    unary_models = _unary_models(JsonSetting(UNARY_MODELS, environment.get(UNARY_MODELS, "")), urls)
    names = _names(JsonSetting(MODEL_NAMES, environment.get(MODEL_NAMES, "")), urls)
    wires = _wires(JsonSetting(MODEL_WIRES, environment.get(MODEL_WIRES, "")), urls)

    def target(alias: str, url: str, session: int | None) -> Target:
        session_key = None if session is None else session_keys.get(session)
        wire = wires.get(alias, DEFAULT_WIRE)
        return Target(url, session, session_key or model_keys.get(alias), alias, wire)

    pools = {
        alias: Pool(
            alias,
            tuple(target(alias, *pair) for pair in product(alias_urls, sessions.get(alias) or (None,))),
        )
        for alias, alias_urls in urls.items()
    }
    default_model = _default_model(environment.get(DEFAULT_MODEL, ""), pools)
    return PoolMap(pools, default_model, limits, unary_models, names)


def model_features(wires: str) -> dict[str, frozenset[Feature]]:
    """Return model alias → features, from the text of ``MODEL_WIRES`` alone; other models have none.

    For those who do not know the pools, so any alias is accepted. Raises ConfigurationError.
    """
    setting = JsonSetting(MODEL_WIRES, wires)
    return {alias: FEATURES[wire] for alias, wire in _wires(setting, setting.mapping()).items()}


def _urls(setting: JsonSetting) -> dict[str, list[str]]:
    urls: dict[str, list[str]] = {}
    for number, (alias, value) in enumerate(setting.mapping().items(), start=1):
        if not _ALIAS.fullmatch(alias):
            setting.reject(f"entry {number}", "a model alias is 1 to 64 letters, digits, or . _ : / - signs")
        items = _items(setting, alias, value)
        urls[alias] = [_url(setting, path, item) for path, item in items]
        _reject_duplicates(setting, items, urls[alias])
    if not urls:
        setting.reject("", "configure at least one model and its router URL")
    return urls


def _url(setting: JsonSetting, path: str, value: object) -> str:
    if not isinstance(value, str):
        setting.reject(path, f"expected a URL, found {json_type(value)}")
    try:
        url = urlsplit(value)
        port = url.port
    except ValueError:
        setting.reject(path, "not a URL")
    if url.scheme not in {"http", "https"} or not url.hostname or re.search(r"\s", value) or port == 0:
        setting.reject(path, "expected a URL such as http://host:5010")
    if url.username is not None or url.password is not None:
        setting.reject(path, f"a URL must not contain credentials; set them in {MODEL_KEYS}")
    if url.query or url.fragment:
        setting.reject(path, "a router URL has no query and no fragment")
    try:
        return normalised_url(value)
    except ValueError as error:
        setting.reject(path, str(error))


def _sessions(setting: JsonSetting, aliases: Mapping[str, object]) -> dict[str, list[int]]:
    sessions: dict[str, list[int]] = {}
    for alias, value in _by_alias(setting, aliases):
        items = _items(setting, alias, value)
        sessions[alias] = [_session(setting, path, item) for path, item in items]
        _reject_duplicates(setting, items, sessions[alias])
    return sessions


def _session(setting: JsonSetting, path: str, value: object) -> int:
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        return int(value)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        setting.reject(path, "a session id is a whole number, 0 or more")
    return value


def _model_keys(setting: JsonSetting, aliases: Mapping[str, object]) -> dict[str, str]:
    return {alias: _key(setting, alias, value) for alias, value in _by_alias(setting, aliases)}


def _unary_models(setting: JsonSetting, aliases: Mapping[str, object]) -> frozenset[str]:
    unary = set()
    for alias, value in _by_alias(setting, aliases):
        if not isinstance(value, bool):
            setting.reject(alias, f"expected true or false, found {json_type(value)}")
        if value:
            unary.add(alias)
    return frozenset(unary)


def _wires(setting: JsonSetting, aliases: Mapping[str, object]) -> dict[str, WireName]:
    wires: dict[str, WireName] = {}
    for alias, value in _by_alias(setting, aliases):
        name = next((wire for wire in FEATURES if wire == value), None)
        if name is None:
            setting.reject(alias, f"expected one of {', '.join(FEATURES)}")
        wires[alias] = name
    return wires


def _names(setting: JsonSetting, aliases: Mapping[str, object]) -> dict[str, str]:
    names: dict[str, str] = {}
    for number, (name, alias) in enumerate(setting.mapping().items(), start=1):
        if not _NAME.fullmatch(name):
            setting.reject(f"entry {number}", "a name is 1 to 128 printable characters, * only at its end")
        if name in aliases:
            setting.reject(name, "a model has this name itself")
        if not isinstance(alias, str) or alias not in aliases:
            setting.reject(name, f"expected a model of {POOLS} ({', '.join(aliases)})")
        names[name] = alias
    return names


def _session_keys(setting: JsonSetting, known: set[int]) -> dict[int, str]:
    return {session: _key(setting, str(session), value) for session, value in _by_session(setting, known)}


def _key(setting: JsonSetting, path: str, value: object) -> str:
    if not isinstance(value, str):
        setting.reject(path, f"expected a key, found {json_type(value)}")
    if not _KEY.fullmatch(value):
        setting.reject(path, "a key is one or more printable ASCII characters without spaces")
    return value


def _limits(setting: JsonSetting, known: set[int]) -> SessionLimits:
    if setting.value is None:
        return SessionLimits()
    if not isinstance(setting.value, dict):
        return SessionLimits(default=_limit(setting, "", setting.value))
    return SessionLimits(
        by_session={
            session: _limit(setting, str(session), value) for session, value in _by_session(setting, known)
        }
    )


def _limit(setting: JsonSetting, path: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        setting.reject(path, "a limit is a whole number, 1 or more")
    return value


def _by_alias(setting: JsonSetting, aliases: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for number, (alias, value) in enumerate(setting.mapping().items(), start=1):
        if alias not in aliases:
            setting.reject(f"entry {number}", f"its name is not a model of {POOLS} ({', '.join(aliases)})")
        yield alias, value


def _by_session(setting: JsonSetting, known: set[int]) -> Iterator[tuple[int, object]]:
    for number, (name, value) in enumerate(setting.mapping().items(), start=1):
        session = _session(setting, f"entry {number}", name)
        if session not in known:
            setting.reject(f"entry {number}", f"no model has this session in {SESSIONS}")
        yield session, value


def _items(setting: JsonSetting, path: str, value: object) -> list[tuple[str, object]]:
    """Return the items of a list, or ``value`` as the only item, each with its path."""
    if not isinstance(value, list):
        return [(path, value)]
    if not value:
        setting.reject(path, "the list is empty")
    return [(f"{path}[{index}]", item) for index, item in enumerate(value)]


def _reject_duplicates(
    setting: JsonSetting, items: list[tuple[str, object]], values: list[str] | list[int]
) -> None:
    for index, value in enumerate(values):
        if value in values[:index]:
            setting.reject(items[index][0], "duplicate of an earlier entry")


def _default_model(alias: str, pools: Mapping[str, Pool]) -> str | None:
    alias = alias.strip()
    if not alias:
        return next(iter(pools))
    if alias not in pools:
        reason = f"{DEFAULT_MODEL} is not a model of {POOLS} ({', '.join(pools)})."
        log.error("pools.default_model_unknown", extra={"reason": reason})
        return None
    return alias
