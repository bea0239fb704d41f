"""``KEY=~/x``: some shells leave the tilde to the program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from local.paths import ROOT


def test_tilde_is_the_home_folder(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "local", "database-tokens", "--key", "~/k/key.json", "--tokens", "~/k/t.json"],
        cwd=ROOT,
        env={**os.environ, "HOME": str(tmp_path), "PORTAL_SUPABASE_URL": "http://127.0.0.1:9"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 1  # nobody publishes the key there
    assert (tmp_path / "k" / "key.json").stat().st_mode & 0o777 == 0o600
