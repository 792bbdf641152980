"""Personal data and secrets in a text, found by their form and, where there is one, their check digits.

Only forms that hardly occur by chance count: what a person would have to decide is not found. Each search
is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from opendata_lint.finding import Span


class Trace(NamedTuple):
    """Something that should not be public."""

    kind: str
    """In words, with its article: `an e-mail address`."""
    span: Span
    """Offsets into the text that was searched."""


_LONGEST_NAME = 65
_NAME = r"(?:\A|[^\w.+-])([\w.+-]{1,64})\Z"
_DOMAIN = r"((?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24})(?![\w@-])"
_NO_DOMAINS = frozenset(
    ("png", "jpg", "jpeg", "gif", "svg", "webp", "example", "test", "invalid", "localhost", "local")
)
_MADE_UP = (
    r"(?:^|\.)(?:example|domain|email|mail|yourdomain|company|test|foo|bar|xyz|abc|acme|users\.noreply\.github)"
    r"\.[a-z.]+$"
)
"""Domains that people write when they mean none (RFC 2606 and custom)."""
_NOBODY = (
    " git user username name you your youremail your.email me email mail someone somebody john.doe jane.doe "
    "johndoe janedoe foo bar test example noreply no-reply xxx xxxx abc "
)
_LONG_NUMBER = r"\d[\d .()A-Z+-]{7,40}[\dA-Z]"
"""What every number below looks like from afar; most texts have none, and need no closer look."""
_AROUND = 12
"""Characters before and behind it that can belong to the same number."""
_PHONE = (
    r"(?<![\w.+/=-])(?:\+\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{2,4}(?:[ .-]?\d{2,4}){2,3}"
    r"|\(\d{3}\) ?\d{3}-\d{4}|\d{3}-\d{3}-\d{4})(?![\w/-]|\.\d)"
)
_SECRETS = (
    ("a Hugging Face token", "hf_", r"(?<!\w)hf_[A-Za-z]{34}(?!\w)"),
    *(("a GitHub token", f"gh{use}_", rf"(?<!\w)gh{use}_[A-Za-z0-9]{{36}}(?!\w)") for use in "pousr"),
    ("a GitHub token", "github_pat_", r"(?<!\w)github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}(?!\w)"),
    ("a GitLab token", "glpat-", r"(?<![\w-])glpat-[A-Za-z0-9_-]{20}(?![\w-])"),
    ("an AWS access key", "AKIA", r"(?<!\w)AKIA[A-Z2-7]{16}(?!\w)"),
    ("an OpenAI key", "T3BlbkFJ", r"(?<![\w-])sk-[A-Za-z0-9_-]{16,108}T3BlbkFJ[A-Za-z0-9_-]{16,100}"),
    ("an Anthropic key", "sk-ant-", r"(?<![\w-])sk-ant-[a-z0-9]{3,8}-[A-Za-z0-9_-]{80,120}"),
    ("a Google API key", "AIza", r"(?<![\w-])AIza[A-Za-z0-9_-]{35}(?![\w-])"),
    ("a Slack token", "xox", r"(?<![\w-])xox[baprs]-\d{8,14}-[A-Za-z0-9-]{10,80}"),
    (
        "a private key",
        "PRIVATE KEY-----",
        r"-----BEGIN (?:[A-Z]{2,10} )?PRIVATE KEY-----\s+[A-Za-z0-9+/=\s]{64}",
    ),
)
"""Kind, a part that each of the kind has, and the form. A form is only compiled where the part occurs."""
_STAND_IN = r"(?i)EXAMPLE|x{6}|0{8}|abcdef|123456"
_FEW_CHARACTERS = 10
"""A token of fewer different characters (`hf_aaaa...`) is a stand-in too."""


def secrets_in(text: str) -> Iterator[Trace]:
    """Keys and tokens that let their finder act in somebody's name; stand-ins such as `hf_xxx` are none."""
    for kind, part, form in _SECRETS:
        for match in re.finditer(form, text) if part in text else ():
            told = match.group()
            if len(set(told)) >= _FEW_CHARACTERS and not re.search(_STAND_IN, told):
                yield Trace(kind, match.span())


def emails_in(text: str) -> Iterator[Trace]:
    """E-mail addresses; those that are plainly made up are none."""
    at = text.find("@")
    while at >= 0:
        match = re.compile(_DOMAIN).match(text, at + 1)
        name = re.search(_NAME, text[max(0, at - _LONGEST_NAME) : at])
        if match and name and _is_somebody(name[1].lower(), match[1].lower()):
            yield Trace("an e-mail address", (at - len(name[1]), match.end()))
        at = text.find("@", at + 1)


def _is_somebody(name: str, domain: str) -> bool:
    """Whether an address can be somebody's."""
    if f" {name} " in _NOBODY or domain.rpartition(".")[2] in _NO_DOMAINS:
        return False
    return not re.search(_MADE_UP, domain)


def personal_data_in(text: str) -> Iterator[Trace]:
    """E-mail addresses, telephone numbers, payment cards, bank accounts and national numbers."""
    yield from emails_in(text)
    for start, end in _near_numbers(text):
        for match in re.compile(_PHONE).finditer(text, start, end):
            if _is_phone(re.sub(r"\D", "", match.group())):
                yield Trace("a telephone number", match.span())
        for kind, pattern, check in _checked_patterns():
            for match in pattern.finditer(text, start, end):
                if check(re.sub(r"[ .-]", "", match.group())):
                    yield Trace(kind, match.span())


def _near_numbers(text: str) -> Iterator[Span]:
    """The parts of a text that hold long numbers, with room for the letters of an account around them."""
    start = end = 0
    for match in re.finditer(_LONG_NUMBER, text):
        if match.start() - _AROUND > end:
            if end:
                yield start, end
            start = max(0, match.start() - _AROUND)
        end = min(len(text), match.end() + _AROUND)
    if end:
        yield start, end


def _is_phone(digits: str) -> bool:
    # 555-01xx are numbers of films.
    return 9 <= len(digits) <= 15 and len(set(digits)) > 3 and "55501" not in digits


def luhn(number: str) -> bool:
    """Whether the last digit is the check digit that ISO/IEC 7812 asks for."""
    doubled = [int(digit) * 2 for digit in number[-2::-2]]
    return (sum(map(int, number[-1::-2])) + sum(digit - 9 * (digit > 9) for digit in doubled)) % 10 == 0


def _is_card(number: str) -> bool:
    # Numbers that payment services publish for tests end like these.
    return (
        luhn(number)
        and len(set(number)) > 4
        and not number.endswith(("4242", "1111", "4444", "0004", "0005"))
    )


def _is_iban(text: str) -> bool:
    moved = text[4:] + text[:4]
    return 15 <= len(text) <= 34 and int("".join(str(int(c, 36)) for c in moved)) % 97 == 1


def _is_cpf(digits: str) -> bool:
    numbers = list(map(int, digits))

    def check(count: int) -> int:
        rest = sum(n * w for n, w in zip(numbers[:count], range(count + 1, 1, -1), strict=True)) * 10 % 11
        return rest % 10

    return len(set(numbers)) > 1 and check(9) == numbers[9] and check(10) == numbers[10]


_ODD_DIGITS = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21)
_ODD_LETTERS = (*_ODD_DIGITS, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
"""Values of digits and letters at odd places of an Italian fiscal code (decree of 23 December 1976)."""


def _is_fiscal_code(code: str) -> bool:
    odd = sum(_ODD_DIGITS[int(c)] if c.isdigit() else _ODD_LETTERS[ord(c) - 65] for c in code[0:15:2])
    even = sum(int(c) if c.isdigit() else ord(c) - 65 for c in code[1:15:2])
    return chr(65 + (odd + even) % 26) == code[15]


def _is_chinese(number: str) -> bool:
    """GB 11643-1999."""
    total = sum(int(c) * pow(2, 17 - index, 11) for index, c in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17]


def _is_french(number: str) -> bool:
    digits = number.replace("2A", "19").replace("2B", "18")
    return 97 - int(digits[:13]) % 97 == int(digits[13:])


def _is_finnish(number: str) -> bool:
    digits = re.sub(r"[+A]", "", number[:-1])
    return len(digits) == 9 and "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(digits) % 31] == number[-1]


_CHECKED: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    (
        "a payment card number",
        r"(?<![\w./-])(?:(?:4\d{3}|5[1-5]\d{2}|2[2-7]\d{2}|6011)(?:[ -]\d{4}){3}"
        r"|3[47]\d{2}[ -]\d{6}[ -]\d{5})(?![\w/-])",
        _is_card,
    ),
    (
        "a bank account number",
        r"(?<![\w/-])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?![\w/-])",
        _is_iban,
    ),
    ("a national number (Brazil)", r"(?<![\w.-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\w-])", _is_cpf),
    (
        "a national number (Italy)",
        r"(?<!\w)[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?!\w)",
        _is_fiscal_code,
    ),
    (
        "a national number (China)",
        r"(?<![\w.-])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX](?![\w-])",
        _is_chinese,
    ),
    (
        "a national number (France)",
        r"(?<![\w.-])[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?![\w-])",
        _is_french,
    ),
    (
        "a national number (Finland)",
        r"(?<![\w.-])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[-+A]\d{3}[0-9A-Y](?![\w-])",
        _is_finnish,
    ),
)
"""Numbers by their form and their check digits."""


@cache
def _checked_patterns() -> list[tuple[str, re.Pattern[str], Callable[[str], bool]]]:
    return [(kind, re.compile(pattern), check) for kind, pattern, check in _CHECKED]
