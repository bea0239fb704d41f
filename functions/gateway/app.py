"""Entry point of the gateway: ``handler`` for Lambda, ``app`` for an ASGI server."""

from __future__ import annotations

import os

from mangum import Mangum

from functions.gateway.api import create_app
from functions.gateway.settings import GatewaySettings
from functions.gateway.wiring import open_services
from portal.configuration import read_secrets
from portal.configuration.interpreter import tune_for_serving
from portal.observability.levels import set_log_level

read_secrets(os.environ)
settings = GatewaySettings()
set_log_level(settings.log_level)
app = create_app(open_services(settings))
handler = Mangum(app, lifespan="off")  # portal.lambda_runtime.process.lifespan runs it once per environment
tune_for_serving()
