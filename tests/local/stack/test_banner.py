"""The banner names every router, and how to break one."""

from __future__ import annotations

from local.stack.banner import banner
from tests.support.product.access import ACCESS


def test_one_router_has_one_line_and_nothing_to_break() -> None:
    text = banner(ACCESS, model="oss-20b", seconds=1.0)
    assert "Router            http://127.0.0.1:8789" in text
    assert "_sim" not in text


def test_several_routers_are_named_with_commands_that_break_one() -> None:
    urls = ("http://127.0.0.1:1", "http://127.0.0.1:2", "http://127.0.0.1:3")
    text = banner(ACCESS.model_copy(update={"router_urls": urls}), model="oss-20b", seconds=1.0)
    for number, url in enumerate(urls, start=1):
        assert f"Router {number}          {url}" in text
    assert "curl -X PUT http://127.0.0.1:2/_sim/behaviour -d '{\"black_hole\": true}'" in text
    assert "kill -STOP" in text
