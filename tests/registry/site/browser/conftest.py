"""The site in a real Chromium, headless. Every request for anything but a file is refused, and told."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from opendata_lint.cli import main
from tests.registry.site.conftest import TIDES, fill
from tests.repositories import Repository

playwright = pytest.importorskip("playwright.sync_api", reason="`scripts/dev.py browser` installs Playwright")

ARGUMENTS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip
LONG = "zone_" + 90 * "x"
KINDS = ("sensor", "image", "text", "audio", "geodata")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests here need a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


def chromium() -> str:
    """The browser's program; the tests are skipped where there is none."""
    named = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not named:
        pytest.skip("no Chromium here: install the package `chromium`, or name its program in CHROMIUM")
    return named


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A running browser."""
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, clean_environment: dict[str, str]) -> Path:
    """A site with 4 cards that were written by hand, one of them hostile, and 80 others."""
    folder = tmp_path_factory.mktemp("browser")
    made = Repository(folder / "repository", clean_environment)
    made.path.mkdir()
    made.git("init", "--quiet", "--initial-branch=main")
    for number in range(80):
        kind = KINDS[number % len(KINDS)]
        card = TIDES.format(version=f"1.{number}.0").replace("Tide levels", f"Zone {number:02} {kind}")
        made.write(
            f"zones/{LONG if number == 79 else f'zone-{number:02}'}/README.md",
            card.replace("cc-by-4.0", "mit" if number % 2 else "odbl"),
        )
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            patch.delenv(name)
        for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"):
            patch.setenv(name, clean_environment[name])
        fill(made)
        out = folder / "site"
        assert main(["registry", "site", str(out), "--repo", str(made.path), "--title", "Coast"]) == 0
    return out


class Visit:
    """A page that is looked at, and what it did."""

    def __init__(self, page: Any, site: Path) -> None:
        self.page = page
        self.site = site
        self.requests: list[str] = []
        """Everything that was asked for and is no file of the site."""
        self.told: list[str] = []
        """Dialogs, messages of the console, errors."""
        page.context.route("**/*", self._route)
        page.on("dialog", lambda dialog: (self.told.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("console", lambda message: self.told.append(f"console {message.text}"))
        page.on("pageerror", lambda error: self.told.append(f"error {error}"))

    def _route(self, route: Any) -> None:
        if route.request.url.startswith(self.site.as_uri()):
            route.continue_()
        else:
            self.requests.append(route.request.url)
            route.abort()

    def open(self, place: str = "index.html") -> Any:
        """Open a page of the site, from its very beginning."""
        self.page.goto("about:blank")
        name, mark, fragment = place.partition("#")
        self.page.goto((self.site / name).as_uri() + mark + fragment)
        self.page.wait_for_load_state("load")
        return self.page


@pytest.fixture
def visit(browser: Any, site: Path) -> Iterator[Callable[..., Visit]]:
    """A function that gives a window; afterwards, nothing may have been asked for or said by any of them."""
    visits: list[Visit] = []

    def make(**options: Any) -> Visit:
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        visits.append(Visit(context.new_page(), site))
        return visits[-1]

    yield make
    for one in visits:
        one.page.context.close()
    assert [said for one in visits for said in (*one.requests, *one.told)] == []
