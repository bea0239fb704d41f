"""Entry of the runtime process: reads the environment once and serves until it is terminated."""

from __future__ import annotations

import os
import sys

from portal.lambda_runtime import logs
from portal.lambda_runtime.environment import RuntimeEnvironment
from portal.lambda_runtime.process.run import run

if __name__ == "__main__":
    environment = RuntimeEnvironment.read(os.environ)
    logs.install(environment.log_level)
    sys.exit(run(environment, os.environ))
