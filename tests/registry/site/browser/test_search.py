"""Searching, filtering, paging, and doing so by keyboard."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import pytest

from tests.registry.site.browser.conftest import Visit

expect = pytest.importorskip("playwright.sync_api", reason="`scripts/dev.py browser` installs it").expect

NewVisit = Callable[..., Visit]


def titles(page: Any) -> list[str]:
    return [str(text) for text in page.locator("#list h3").all_inner_texts()]


def wait(page: Any, words: str) -> None:
    expect(page.locator("#found")).to_have_text(words)


def fragment(page: Any) -> dict[str, list[str]]:
    return parse_qs(page.url.partition("#")[2])


def test_search_as_you_type(visit: NewVisit) -> None:
    page = visit().open()
    wait(page, "84 cards")
    page.get_by_label("Search the catalog").press_sequentially("zone 15 sens")
    wait(page, "1 card of 84")
    assert titles(page) == ["Zone 15 sensor"]
    assert page.locator("#list mark").first.inner_text() == "Zone"
    assert fragment(page) == {"q": ["zone 15 sens"]}
    page.get_by_label("Search the catalog").fill("")
    wait(page, "84 cards")


def test_titles_go_before_text_and_accents_do_not_matter(visit: NewVisit) -> None:
    page = visit().open("index.html#q=letters")
    wait(page, "82 cards of 84")  # the others speak of them
    assert titles(page)[0] == "Letters of a town"
    page = visit().open("index.html#q=CAFE strasse")
    wait(page, "0 cards of 84")  # ß is a letter of its own
    page = visit().open("index.html#q=CAFE stra")
    wait(page, "1 card of 84")


def test_facets_combine_and_count(visit: NewVisit) -> None:
    page = visit().open()
    wait(page, "84 cards")
    page.get_by_role("checkbox", name="MIT").check()
    wait(page, "40 cards of 84")
    assert (
        page.get_by_role("checkbox", name="ODbL-1.0").locator("xpath=..").locator(".count").inner_text()
        == "40"
    )
    page.get_by_role("checkbox", name="ODbL-1.0").check()
    wait(page, "80 cards of 84")
    page.get_by_label("Search the catalog").fill("image")
    wait(page, "16 cards of 84")
    assert fragment(page) == {"q": ["image"], "license": ["MIT", "ODbL-1.0"]}
    page.get_by_role("button", name="Remove the filter License: MIT").click()
    wait(page, "8 cards of 84")
    page.get_by_role("button", name="Remove the filter License: ODbL-1.0").click()
    wait(page, "17 cards of 84")


def test_an_address_tells_the_whole_state(visit: NewVisit) -> None:
    page = visit().open("index.html#q=zone&license=MIT&page=2")
    wait(page, "40 cards of 84")
    assert page.locator("#list").get_attribute("start") == "31"
    assert page.get_by_label("Search the catalog").input_value() == "zone"
    assert page.get_by_role("checkbox", name="MIT").is_checked()
    page.evaluate("location.hash = 'kind=model'")
    wait(page, "1 card of 84")
    assert titles(page) == ["Tide forecast"]


def test_odd_addresses_do_no_harm(visit: NewVisit) -> None:
    page = visit().open("index.html#q=%3Cscript%3Ealert(1)%3C/script%3E&license=nope&page=-7&x=%")
    wait(page, "1 card of 84")
    page = visit().open("index.html#page=999999&kind=%22%3E")
    wait(page, "84 cards")


def test_pages_of_results(visit: NewVisit) -> None:
    page = visit().open()
    wait(page, "84 cards")
    assert len(titles(page)) == 30
    page.get_by_role("button", name="Next").click()
    assert "Page 2 of 3" in page.locator("#pages").inner_text()
    assert page.evaluate("document.activeElement.closest('#list') !== null")
    page.get_by_role("button", name="Next").click()
    assert len(titles(page)) == 24
    assert page.get_by_role("button", name="Next").is_disabled()


def test_by_keyboard_alone(visit: NewVisit) -> None:
    page = visit().open()
    wait(page, "84 cards")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("transcripts")
    wait(page, "1 card of 84")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "Letters of a town"
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Escape")
    wait(page, "84 cards")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    wait(page, "83 cards of 84")  # datasets
    assert page.evaluate("document.activeElement.type") == "checkbox"
    page.keyboard.press("/")
    page.keyboard.type("hostile")
    wait(page, "1 card of 84")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cards/hostile.html")


def test_focus_is_seen_everywhere(visit: NewVisit) -> None:
    page = visit().open("cards/tides.html")
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        name, style, width = page.evaluate(
            """() => {
              const one = document.activeElement, style = getComputedStyle(one);
              const box = one.querySelector && one.querySelector('.box');
              const drawn = box ? 'solid' : style.outlineStyle;
              return [one.outerHTML.slice(0, 80), drawn, box ? '3px' : style.outlineWidth];
            }"""
        )
        if name.startswith("<body"):
            break
        seen.add(name)
        assert style != "none", name
        assert width != "0px", name
    assert len(seen) > 15


def test_without_javascript_the_list_is_there(visit: NewVisit) -> None:
    page = visit(java_script_enabled=False).open()
    assert len(titles(page)) == 84
    assert page.get_by_label("Search the catalog").count() == 0 or not page.locator("#search").is_visible()
    page.get_by_role("link", name="Tide levels").click()
    assert page.locator("h1").inner_text() == "Tide levels"
    assert not page.get_by_role("button").first.is_visible()
