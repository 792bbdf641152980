"""The option that writes the golden files anew: `pytest tests/reporting --update-golden`."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files of the output formats"
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written; the option is unknown where all tests are run."""
    return bool(request.config.getoption("--update-golden", default=False))
