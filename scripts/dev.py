"""Set the project up and run it, its tests and its checks: `python3.11 scripts/dev.py --help`.

Needs Python 3.11 or newer, Git, and nothing else: what pip brings goes into `.venv/` and
`.cache/` of the checkout, and is brought again only when `pyproject.toml` asks for other things.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
CACHE = ROOT / ".cache"
WHEELHOUSE = CACHE / "wheelhouse"
LEFT_OUT = (
    "Left out: the tests marked `corpus`, which measure on a collection of real cards that is not part "
    "of this repository, `browser`, `validators`, `official`, `clients` and `peers`; scripts/dev.py has a "
    "command for each."
)
HEAVY = ("corpus", "browser", "validators", "official", "clients", "peers")
"""Marks of tests that need more than Python and Git."""
CLIENTS = ("hf", "kaggle", "openml")
"""Extras that bring the client of a registry."""
OFFICIAL = "official-"
"""How the names of dependency groups begin whose packages are official validators."""

Project = dict[str, list[str]]


def main() -> int:
    """Run the chosen command and return its exit code."""
    parser = argparse.ArgumentParser(prog="scripts/dev.py", description="Work on opendata-lint.")
    commands = parser.add_subparsers(metavar="command", required=True)
    for name, function in COMMANDS.items():
        summary = (function.__doc__ or "").splitlines()[0]
        command = commands.add_parser(name, help=summary, description=summary)
        command.set_defaults(name=name, function=function)
    chosen, arguments = parser.parse_known_args()
    if arguments and chosen.name not in TAKES_ARGUMENTS:
        parser.error(f"{chosen.name} takes no arguments: {' '.join(arguments)}")
    run_command: Callable[[list[str]], int] = chosen.function
    return run_command(arguments)


def example(arguments: list[str]) -> int:
    """Lint the cards under `examples/` and show the findings."""
    install(development=False)
    return tool("opendata-lint", "check", *arguments, "examples")


def test(arguments: list[str]) -> int:
    """Run every test that needs no more than Python and Git."""
    install(development=True)
    fill_wheelhouse()
    say(LEFT_OUT)
    # A file stays with one process, so that what its tests share is made once.
    processes = ("--numprocesses", "auto", "--dist", "loadfile")
    return tool("pytest", *processes, "-m", f"not {' and not '.join(HEAVY)}", *arguments)


def corpus(arguments: list[str]) -> int:
    """Run the tests that measure on the collection of real cards."""
    install(development=True)
    return tool("pytest", "-m", "corpus", *arguments)


def browser(arguments: list[str]) -> int:
    """Look at the catalog's pages in a real Chromium."""
    install(development=True)
    if not find_chromium():
        say("Left out: the tests marked `browser`. There is no Chromium here, and it cannot be installed.")
        return 0
    return tool("pytest", "-m", "browser", *arguments, packages=brought("browser"))


def find_chromium() -> str | None:
    """Return the program of the browser; Debian's package is installed where that is possible."""
    if not (found := shutil.which("chromium") or os.environ.get("CHROMIUM")) and shutil.which("apt-get"):
        say("Installing Debian's package `chromium`")
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        for step in (["update", "-qq"], ["install", "-qq", "--yes", "--no-install-recommends", "chromium"]):
            run(["apt-get", *step], ROOT, quiet)
        found = shutil.which("chromium")
    return found


def validators(arguments: list[str]) -> int:
    """Show what the catalog writes for programs to other people's validators."""
    install(development=True)
    return tool("pytest", "-m", "validators", *arguments, packages=brought("validators"))


def registry_peers(arguments: list[str]) -> int:
    """Hold the registry against GTO and Software Heritage's program, in an environment of their own."""
    install(development=True)
    scripts = environment(CACHE / "peers", read_project()["peers"])
    os.environ |= {"OPENDATA_LINT_GTO": str(scripts / "gto"), "OPENDATA_LINT_SWH": str(scripts / "swh")}
    return tool("pytest", "-m", "peers", *arguments)


def official(arguments: list[str]) -> int:
    """Show what export writes to the official validator of each format, each in an environment of its own."""
    install(development=True)
    home = CACHE / "official"
    for group, wanted in read_project().items():
        if group.startswith(OFFICIAL):
            environment(home / group.removeprefix(OFFICIAL), wanted)
    os.environ["OPENDATA_LINT_OFFICIAL"] = str(home)
    return tool("pytest", "-m", "official", *arguments)


def clients(arguments: list[str]) -> int:
    """Run the registries' own clients against a server on this machine, each in an environment of its own."""
    install(development=True)
    home, project = CACHE / "clients", read_project()
    for extra in CLIENTS:
        environment(home / extra, ["--editable", f".[{extra}]", *project[f"extra-{extra}"]])
    os.environ["OPENDATA_LINT_CLIENTS"] = str(home)
    return tool("pytest", "-m", "clients", *arguments)


def environment(folder: Path, wanted: list[str]) -> Path:
    """Make an environment that holds these requirements and nothing else; return its programs' folder."""
    scripts = folder / BIN.name
    if not is_current(folder / "stamp", wanted):
        say(f"Installing {', '.join(wanted)} into {folder.relative_to(ROOT)}")
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
        pip(str(scripts / "python"), "install", *wanted)
        stamp(folder / "stamp", wanted)
    return scripts


def brought(group: str) -> Path:
    """Return a folder with the packages of a dependency group, which nothing else needs."""
    folder, wanted = CACHE / group, read_project()[group]
    if not is_current(folder / "stamp", wanted):
        say(f"Installing {', '.join(wanted)} into .cache/{group}")
        shutil.rmtree(folder, ignore_errors=True)
        pip(str(BIN / "python"), "install", "--target", str(folder), *wanted)
        stamp(folder / "stamp", wanted)
    return folder


def lint(_: list[str]) -> int:
    """Check style, types, imports between rooms and the pre-commit manifest."""
    install(development=True)
    checks = (
        ("ruff", "check"),
        ("ruff", "format", "--check"),
        ("mypy",),
        ("lint-imports",),
        ("pre-commit", "validate-manifest", ".pre-commit-hooks.yaml"),
        ("pre-commit", "validate-config", ".pre-commit-config.yaml"),
    )
    return worst(tool(*check) for check in checks)


def generate(arguments: list[str]) -> int:
    """Write the generated files; with `--check`, only say which are out of date."""
    install(development=True)
    scripts = ("scripts/generate_schemas.py", "scripts/generate.py", "scripts/picture.py")
    return worst(tool("python", script, *arguments) for script in scripts)


def site(_: list[str]) -> int:
    """Build the documentation into `build/site`; a warning is an error."""
    install(development=True)
    return tool("python", "scripts/build_site.py")


def dogfood(_: list[str]) -> int:
    """Run the project's own pre-commit hooks over all its files."""
    install(development=True)
    return tool("pre-commit", "run", "--all-files", "--show-diff-on-failure")


def wheel(_: list[str]) -> int:
    """Build the wheel and the sdist, and try the wheel in an environment of its own."""
    install(development=True)
    fill_wheelhouse()
    shutil.rmtree(ROOT / "dist", ignore_errors=True)
    if code := tool("python", "-m", "hatchling", "build"):
        return code
    with tempfile.TemporaryDirectory() as folder:
        return try_wheel(next((ROOT / "dist").glob("*.whl")), Path(folder))


def try_wheel(built: Path, folder: Path) -> int:
    """Install a wheel from files alone, far from the checkout, and lint a card with it."""
    venv.create(folder / "venv", with_pip=True)
    scripts = folder / "venv" / BIN.name
    python = str(scripts / "python")
    pip(python, "install", "--no-index", "--find-links", str(WHEELHOUSE), str(built))
    shutil.copytree(ROOT / "examples" / "good-dataset", folder / "card")
    travels = "all(any(resource(name).iterdir()) for name in ('schemas', 'hooks'))"
    code = f"from opendata_lint.resources import resource; raise SystemExit(not {travels})"
    program = str(scripts / "opendata-lint")
    tries = ([program, "--version"], [program, "check", "card"], [python, "-c", code])
    return worst(run(command, folder) for command in tries)


def install(*, development: bool) -> None:
    """Make `.venv` hold the project, and the tools to work on it if asked for."""
    project = read_project()
    wanted = project["all"] if development else project["core"]
    if is_current(VENV / "development.stamp", project["all"]):
        return
    if not development and is_current(VENV / "core.stamp", wanted):
        return
    if not BIN.is_dir():
        say("Creating .venv")
        venv.create(VENV, with_pip=True)
    say(f"Installing the project{' and its tools' if development else ''} into .venv")
    extra = project["tools"] if development else []
    pip(str(BIN / "python"), "install", "--editable", ".", *extra)
    stamp(VENV / ("development.stamp" if development else "core.stamp"), wanted)


def fill_wheelhouse() -> None:
    """Keep as files all that pre-commit installs, so that its tests use no network."""
    project = read_project()
    wanted = project["core"] + project["build"]
    if is_current(WHEELHOUSE / "stamp", wanted):
        return
    say("Filling .cache/wheelhouse for the tests of the pre-commit hooks")
    shutil.rmtree(WHEELHOUSE, ignore_errors=True)
    pip(str(BIN / "python"), "wheel", "--wheel-dir", str(WHEELHOUSE), *wanted)
    stamp(WHEELHOUSE / "stamp", wanted)


def read_project() -> Project:
    """Return the requirements in `pyproject.toml`, by what they are for."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    core = table["project"]["dependencies"]
    build = table["build-system"]["requires"]
    tools = table["dependency-groups"]["dev"]
    # An editable install also fixes the program's entry point, hence the scripts.
    scripts = [f"{name}={target}" for name, target in table["project"]["scripts"].items()]
    extras = {f"extra-{name}": wants for name, wants in table["project"]["optional-dependencies"].items()}
    return {
        **table["dependency-groups"],
        **extras,
        "core": core, "build": build, "tools": tools, "all": core + build + tools + scripts,
    }  # fmt: skip


def is_current(file: Path, wanted: list[str]) -> bool:
    """Say whether the stamp was made for these requirements by this Python."""
    return file.is_file() and file.read_text(encoding="utf-8") == fingerprint(wanted)


def stamp(file: Path, wanted: list[str]) -> None:
    """Note that these requirements are met."""
    file.write_text(fingerprint(wanted), encoding="utf-8")


def fingerprint(wanted: list[str]) -> str:
    """Return a digest of the requirements and of the Python that meets them."""
    return sha256(repr((sys.version, sys.base_prefix, str(ROOT), wanted)).encode()).hexdigest()


def pip(python: str, *arguments: str) -> None:
    """Run pip quietly; raise `SystemExit` if it fails."""
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    command = [python, "-m", "pip", "-qq", "--no-input", *arguments]
    if code := run(command, ROOT, quiet):
        raise SystemExit(code)


def tool(name: str, *arguments: str, packages: Path | None = None) -> int:
    """Run a program of `.venv` on the checkout and return its exit code; it finds `packages` too."""
    say(f"$ {name} {' '.join(arguments)}")
    # Programs started by it, such as hooks, find the same tools.
    variables = {"PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    if packages:
        variables["PYTHONPATH"] = str(packages)
    return run([str(BIN / name), *arguments], ROOT, variables)


def run(command: list[str], folder: Path, variables: dict[str, str] | None = None) -> int:
    """Run a command and return its exit code."""
    environment = os.environ | (variables or {})
    return subprocess.run(command, cwd=folder, env=environment, check=False).returncode


def worst(codes: Iterable[int]) -> int:
    """Run to the end, then return the first exit code that is not 0, else 0."""
    return next((code for code in list(codes) if code), 0)


def say(text: str) -> None:
    """Print at once, so that lines keep their place among those of other programs."""
    print(text, flush=True)


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "example": example,
    "test": test,
    "corpus": corpus,
    "browser": browser,
    "validators": validators,
    "official": official,
    "clients": clients,
    "registry-peers": registry_peers,
    "lint": lint,
    "generate": generate,
    "site": site,
    "dogfood": dogfood,
    "wheel": wheel,
}
TAKES_ARGUMENTS = {
    "example", "test", "corpus", "browser", "validators", "official", "clients", "generate",
    "registry-peers",
}  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
