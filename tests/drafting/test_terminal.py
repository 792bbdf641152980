"""The questions, answered on a real terminal as somebody new would."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.conftest import COMMAND, Program
from tests.drafting.conftest import marks

pty = pytest.importorskip("pty")

_SECONDS = 60.0
_PROMPT = "> "


def typed(program: Program, arguments: Sequence[str], lines: Sequence[str]) -> tuple[int, str]:
    """Run the program on a terminal and type a line when it asks. Returns exit code and what was shown."""
    environment = {**program.environment, "TERM": "xterm", "NO_COLOR": "1", "COLUMNS": "100"}
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(program.path)
        # What runs in the background ignores it, and hands that down.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.execve(sys.executable, [*COMMAND, *arguments], environment)
    shown, waiting, end = "", list(lines), time.monotonic() + _SECONDS
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 1.0)[0]:
            continue
        try:
            data = os.read(terminal, 65_536)
        except OSError:  # Linux says so when the other side has gone
            break
        if not data:
            break
        shown += data.decode()
        if shown.endswith(_PROMPT) and waiting:
            line = waiting.pop(0)
            os.write(terminal, line.encode() if line in ("\x04", "\x03") else f"{line}\n".encode())
    os.close(terminal)
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    assert "Traceback" not in shown
    return code, shown.replace("\r\n", "\n")


@pytest.fixture
def tides(program: Program) -> Program:
    program.write("train.csv", "hour,level\n" + "".join(f"{hour},{hour / 4}\n" for hour in range(24)))
    return program


def card_of(program: Program) -> str:
    return (program.path / "README.md").read_text(encoding="utf-8")


def test_somebody_new_answers(tides: Program) -> None:
    code, shown = typed(
        tides,
        ["init"],
        [
            "Tides of the north",
            "Levels of the sea at one gauge over a day, hour by hour, to try readers of tables with.",
            "cc-by",
            "cc by 4.0",
            "Ada Beet <ada>",
            "Ada Beet <ada.beet@example.org>; Harbor Office",
            "Read by hand from the gauge of the harbor office on the first of May 2024.",
            "",
            "no",
            "no",
            "One gauge stands for a whole coast.",
            "TODO",
            "A single day tells nothing of storms.",
            "my disk",
            "harbor.example.org/tides",
        ],
    )
    assert code == 0
    assert "Enter takes Repository (from the name of the folder)." in shown
    assert "`cc-by` is no license that is known; did you mean `cc-by-" in shown.replace("\n     ", " ")
    assert "`ada` is no e-mail address." in shown
    assert "It only says that something is to be written" in shown
    assert "`my disk` is no address" in shown
    assert "To be filled in" not in shown, shown + card_of(tides)
    card = card_of(tides)
    assert marks(card) == []
    assert "license: cc-by-4.0\n" in card
    assert "homepage: https://harbor.example.org/tides\n" in card
    assert "The data contains no personal or sensitive information." in card
    checked = tides.run("check", "README.md")
    assert checked.code == 0, checked.out


def test_enter_leaves_open_and_claims_nothing(tides: Program) -> None:
    code, shown = typed(tides, ["init"], [""] * 20)
    assert code == 0
    assert "To be filled in" in shown
    card = card_of(tides)
    assert tides.run("init", "--stdout").out == card
    assert "# a guess (from the name of the folder)\npretty_name: Repository\n" in card


def test_control_d_leaves_the_rest_open(tides: Program) -> None:
    code, _ = typed(tides, ["init"], ["Tides", "\x04"])
    assert code == 0
    card = card_of(tides)
    assert "pretty_name: Tides\n" in card
    assert "License" in marks(card)


def test_control_c_leaves_nothing(tides: Program) -> None:
    code, _ = typed(tides, ["init"], ["Tides", "\x03"])
    assert code == 130
    assert sorted(one.name for one in tides.path.iterdir()) == [".git", "train.csv"]


def test_no_input_asks_nothing(tides: Program) -> None:
    for option in ("--no-input", "--yes"):
        code, shown = typed(tides, ["init", option, "--force"], [])
        assert code == 0
        assert "1/" not in shown


def test_answers_in_a_file_are_not_asked_again(tides: Program) -> None:
    tides.write("answers.yaml", "title: Tides\nlicense: mit\n")
    code, shown = typed(tides, ["init", "--answers", "answers.yaml"], [""] * 20)
    assert code == 0
    assert "What do people call" not in shown
    assert "Under which license" not in shown


def test_the_kind_is_asked_where_nothing_tells_it(program: Program) -> None:
    code, shown = typed(program, ["init"], ["what?", "model", "\x04"])
    assert code == 0
    assert "Write `dataset` or `model`." in shown
    assert "Model Summary" in marks(card_of(program))
    (program.path / "README.md").unlink()
    code, shown = typed(program, ["init"], [""])
    assert code == 2
    assert not (program.path / "README.md").exists()


def test_hostile_names_on_the_terminal(program: Program, tmp_path: Path) -> None:
    program.write("a\x1b]0;gone\x07.csv", "a\n1\n")
    program.write("b.csv", "x\x1b[31m,y\n1,2\n")
    code, shown = typed(program, ["init"], ["\x04"])
    assert code == 0
    assert "\x1b]0;" not in shown
    assert "\x1b[31m" not in shown + card_of(program)
