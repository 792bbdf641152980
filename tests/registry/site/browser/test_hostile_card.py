"""A card full of attacks, in a browser: no dialog, no request, nothing in the console, nothing of it runs."""

from collections.abc import Callable

import pytest

from tests.registry.site.browser.conftest import Visit


@pytest.mark.parametrize("place", ["cards/hostile.html", "index.html#q=script", "lineage.html"])
def test_nothing_of_it_runs(visit: Callable[..., Visit], place: str) -> None:
    one = visit()
    page = one.open(place)
    page.wait_for_timeout(300)
    found = page.evaluate(
        """() => ({
          handlers: [...document.querySelectorAll('*')].filter(
            e => [...e.attributes].some(a => a.name.startsWith('on') || a.name === 'style')).length,
          scripts: [...document.scripts].filter(s => !s.src && s.type !== 'application/ld+json').length,
          frames: document.querySelectorAll('iframe, object, embed, base, meta[http-equiv=refresh]').length,
          links: [...document.links].map(a => a.href.baseVal || a.href).filter(
            address => !/^(https?|mailto|file):/.test(address)),
          images: [...document.images].filter(i => !i.src.startsWith('file:')).length,
          main: document.querySelectorAll('#main').length,
        })"""
    )
    assert found == {"handlers": 0, "scripts": 0, "frames": 0, "links": [], "images": 0, "main": 1}
    assert page.locator("main").is_visible()


def test_its_links_lead_nowhere_bad(visit: Callable[..., Visit]) -> None:
    page = visit().open("cards/hostile.html")
    links = page.locator(".prose a")
    for index in range(links.count()):
        assert (
            links.nth(index).get_attribute("href").startswith(("https://example.org", "https://evil.example"))
        )
        assert "noopener" in links.nth(index).get_attribute("rel")
    assert "over all" in page.locator(".prose").inner_text()
    assert page.evaluate("getComputedStyle(document.querySelector('.prose p')).position") == "static"


def test_the_policy_stops_what_would_slip_through(browser: object, visit: Callable[..., Visit]) -> None:
    one = visit()
    page = one.open("cards/tides.html")
    ran = page.evaluate(
        """() => new Promise(done => {
          const script = document.createElement('script');
          script.textContent = 'window.ran = true';
          document.body.append(script);
          const image = new Image();
          image.onerror = () => done([window.ran === true, 'blocked']);
          image.onload = () => done([window.ran === true, 'loaded']);
          image.src = 'https://evil.example/x.png';
        })"""
    )
    assert ran == [False, "blocked"]
    assert one.requests == []  # the policy refuses before anything is asked for
    assert any("Content Security Policy" in said for said in one.told)
    one.told.clear()
