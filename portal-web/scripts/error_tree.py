"""Prints the errors an API client can get, as ``scripts.error_catalogue`` lists them."""

from __future__ import annotations

import json
from dataclasses import asdict

from scripts.error_catalogue import catalogue

print(json.dumps([asdict(entry) for entry in catalogue()], indent=2))
