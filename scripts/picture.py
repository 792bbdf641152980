"""Draw the README's picture: a real run over `examples/bad`, its true output as SVG.

python scripts/picture.py           write docs/images/check.svg
python scripts/picture.py --check   exit 1 if it is not current
"""

from __future__ import annotations

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "images" / "check.svg"
COMMAND = ("check", "examples/bad")
_SHOWN_LINES = 46
_WIDTH = 118

# rich's own frame loads fonts from the web; this one has none, so that the page asks for nothing.
_FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" \
role="img" aria-label="opendata-lint check">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; \
font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs>{lines}</defs>
<rect width="100%" height="100%" rx="8" fill="#1b1f24"/>
<g transform="translate({terminal_x}, 12)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""


def draw() -> str:
    """The picture's text, from a run made now."""
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(_WIDTH)}
    environment.pop("NO_COLOR", None)
    run = subprocess.run(
        [sys.executable, "-m", "opendata_lint", *COMMAND],
        cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if run.returncode != 1:
        sys.exit(f"the run was expected to show findings: {run.stderr}")
    lines = run.stdout.splitlines()
    if len(lines) > _SHOWN_LINES:
        lines = [*lines[: _SHOWN_LINES - 4], "", "  ...", "", lines[-1]]
    console = Console(record=True, width=_WIDTH, file=StringIO(), force_terminal=True, legacy_windows=False)
    console.print(Text.from_ansi(f"$ opendata-lint {' '.join(COMMAND)}"), style="bold")
    console.print(Text.from_ansi("\n".join(lines)))
    return console.export_svg(code_format=_FRAME, unique_id="run")


def main() -> int:
    """Write or check the picture."""
    text = draw()
    if PICTURE.is_file() and PICTURE.read_text(encoding="utf-8") == text:
        return 0
    if "--check" in sys.argv:
        print(f"not current: {PICTURE.relative_to(ROOT).as_posix()}; run scripts/picture.py", file=sys.stderr)
        return 1
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(text, encoding="utf-8")
    print(f"written: {PICTURE.relative_to(ROOT).as_posix()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
