"""`junit`: test results in XML: a suite a card, a case a finding, one case for a card without any.

Errors and warnings are failures, an info is a skipped case, a crash of a rule an error. The shape is
that of the JUnit schema for Ant, which wants a time and a host: when and where a run was made is no
part of its result here, so that both are constant.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from opendata_lint.finding import SettledFinding, Severity
from opendata_lint.report import CardResult, Crash, Report, Skipped
from opendata_lint.reporting import RenderOptions
from opendata_lint.reporting.terminal import harmless, remarks, where

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def render(report: Report, _: RenderOptions) -> str:
    """One XML document."""
    from xml.etree.ElementTree import Element, indent, tostring

    suites = Element("testsuites")
    for result in report.results:
        _suite(suites, result.file.path, _cases(result))
    for skipped in report.skipped:
        _suite(suites, skipped.path, [_not_checked(skipped)])
    indent(suites)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(suites, encoding="unicode")}\n'


def _suite(suites: Element, path: str, cases: list[Element]) -> None:
    from xml.etree.ElementTree import SubElement

    kinds = Counter(case[0].tag for case in cases if len(case))
    name = harmless(path)
    suite = SubElement(
        suites, "testsuite", id=str(len(suites)), name=name, package="opendata-lint",
        timestamp="1970-01-01T00:00:00", hostname="localhost", time="0", tests=str(len(cases)),
        failures=str(kinds["failure"]), errors=str(kinds["error"]), skipped=str(kinds["skipped"]),
    )  # fmt: skip
    SubElement(suite, "properties")
    seen: Counter[str] = Counter()
    for case in cases:
        seen[case.attrib["name"]] += 1
        if seen[case.attrib["name"]] > 1:  # services tell cases apart by their names, and lines move
            case.attrib["name"] += f" ({seen[case.attrib['name']]})"
        case.attrib.update(classname=name, time="0")
        suite.append(case)
    SubElement(suite, "system-out")
    SubElement(suite, "system-err")


def _cases(result: CardResult) -> list[Element]:
    from xml.etree.ElementTree import Element

    cases = [_finding(finding) for finding in result.findings]
    cases += [_crash(crash) for crash in result.crashes]
    return cases or [Element("testcase", name="nothing found")]


def _finding(finding: SettledFinding) -> Element:
    place = f" {finding.pointer}" if finding.pointer else ""
    name = f"{finding.code} {finding.name}{place}"
    body = "\n".join([f"{where(finding)}: {harmless(finding.message)}", *remarks(finding)])
    if finding.severity is Severity.INFO:
        return _case(name, "skipped", body, message=finding.message)
    return _case(name, "failure", body, message=finding.message, type=finding.severity.label)


def _crash(crash: Crash) -> Element:
    kind = crash.error.partition(":")[0]
    return _case(f"{crash.rule} crashed", "error", harmless(crash.error), message=crash.error, type=kind)


def _not_checked(skipped: Skipped) -> Element:
    return _case("not checked", "skipped", harmless(skipped.reason), message=skipped.reason)


def _case(name: str, outcome: str, body: str, **attributes: str) -> Element:
    from xml.etree.ElementTree import Element, SubElement

    case = Element("testcase", name=harmless(name))
    shown = {key: harmless(value) for key, value in attributes.items()}
    SubElement(case, outcome, shown).text = body
    return case
