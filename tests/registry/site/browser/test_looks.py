"""Small screens, dark and light, print, and what axe-core finds."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.registry.site.browser.conftest import LONG, Visit

axe = pytest.importorskip(
    "axe_playwright_python.sync_playwright", reason="`scripts/dev.py browser` installs it"
)

expect = pytest.importorskip("playwright.sync_api", reason="`scripts/dev.py browser` installs it").expect

NewVisit = Callable[..., Visit]

PAGES = (
    "index.html", "index.html#q=zone&license=MIT", "index.html#q=nothingatall", "cards/tides.html",
    "cards/letters.html", f"cards/{LONG}.html", "cards/hostile.html", "cards/forecast.html", "lineage.html",
)  # fmt: skip
PHONE = {"width": 360, "height": 740}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", PAGES)
def test_axe_finds_nothing_grave(visit: NewVisit, place: str, scheme: str) -> None:
    page = visit(color_scheme=scheme).open(place)
    page.wait_for_timeout(200)  # transitions of colors
    grave = [
        (one["id"], one["impact"], [node["html"][:120] for node in one["nodes"]][:3])
        for one in axe.Axe().run(page, options={"preload": False}).response["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert not grave, json.dumps(grave, indent=1)


@pytest.mark.parametrize("place", PAGES)
def test_nothing_is_wider_than_a_phone(visit: NewVisit, place: str) -> None:
    page = visit(viewport=PHONE).open(place)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert len(page.screenshot()) > 5_000


def test_filters_are_folded_on_a_phone(visit: NewVisit) -> None:
    page = visit(viewport=PHONE).open()
    page.wait_for_selector("#filters:not([hidden])")
    assert not page.get_by_role("checkbox", name="MIT").is_visible()
    page.get_by_text("Filters").click()
    page.get_by_role("checkbox", name="MIT").check()
    expect(page.locator("#found")).to_have_text("40 cards of 84")


def background(page: Any) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_dark_by_system_and_by_choice(visit: NewVisit) -> None:
    light, dark = (background(visit(color_scheme=scheme).open()) for scheme in ("light", "dark"))
    assert light != dark
    page = visit(color_scheme="light").open()
    button = page.get_by_role("button", name="Colors")
    button.click()
    button.click()
    assert button.get_attribute("aria-label") == "Colors: Dark"
    assert background(page) == dark
    page.get_by_role("link", name="Lineage").first.click()
    page.wait_for_load_state("load")
    assert background(page) == dark


def test_printed_without_what_only_a_screen_needs(visit: NewVisit) -> None:
    page = visit().open("cards/tides.html")
    page.emulate_media(media="print")
    assert not page.locator(".toc").is_visible()
    assert not page.get_by_role("button").first.is_visible()
    assert page.locator(".prose").is_visible()


def test_digests_are_copied(visit: NewVisit) -> None:
    page = visit(permissions=[]).open("cards/tides.html")
    button = page.locator("button.copy").last
    button.click()
    expect(button).to_contain_text("Copied")
    assert page.evaluate("document.activeElement.className") == "copy"


def test_the_picture_leads_on(visit: NewVisit) -> None:
    page = visit().open("cards/tides.html")
    page.locator(".picture a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/cards/forecast.html")
    assert page.locator(".picture svg title").first.text_content() == "Lineage of Tide forecast"
