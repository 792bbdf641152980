"""The keys of configuration and profile files: the one table that reading, schema and reference share."""

from __future__ import annotations

from typing import Literal, NamedTuple

Form = Literal[
    "boolean", "integer", "text", "path", "profile", "choice", "texts", "patterns", "selectors", "levels",
    "allow", "rules", "overrides", "schema", "table", "tables",
]  # fmt: skip
"""What a value is.

`path` counts from the file that names it; `profile` is a name or a path; `patterns` are as in
`.gitignore` and count from the file's folder; `selectors` name rules; `levels` is a table from selectors
to severities; `allow`, `rules`, `overrides` are the tables of these names; `schema` is a path or a table.
A `table` has the keys of the place that `Key.inside` names; `tables` are any number of such tables, by name.
"""

Place = Literal[
    "configuration", "override", "profile", "registry", "registry-card", "registry-member",
    "registry-receive", "registry-site",
]  # fmt: skip
"""Where keys may stand."""


class Key(NamedTuple):
    """A key that may stand in a file."""

    name: str
    form: Form
    about: str
    """One or two sentences for the reference and for editors."""
    example: str
    """TOML, as it may stand behind the `=`."""
    default: str = ""
    """What holds without it, in words."""
    choices: tuple[str, ...] = ()
    """The words that a `choice` may be."""
    in_files: Literal["configuration", "both", "profile", "none"] = "configuration"
    in_overrides: bool = False
    required: bool = False
    inside: Place | None = None
    """The keys of a `table`, or of each of several `tables`."""


KEYS = (
    Key(
        "extend",
        "path",
        "Another configuration whose keys hold where this one says nothing. Nothing else is merged.",
        '"../base.toml"',
    ),
    Key(
        "profile",
        "profile",
        "The choice of rules and severities: a built-in profile, or the path of a profile file.",
        '"hub"',
        "`default`",
        in_overrides=True,
    ),
    Key(
        "select",
        "selectors",
        "Rules to run in place of the profile's: codes, families, names or `ALL`.",
        '["LIC", "license-missing"]',
        "the profile's rules",
        in_files="both",
        in_overrides=True,
    ),
    Key(
        "extend-select",
        "selectors",
        "Rules to run besides the chosen ones.",
        '["LIC009"]',
        in_files="both",
        in_overrides=True,
    ),
    Key(
        "ignore",
        "selectors",
        "Rules that do not run. What names a rule more closely wins over what names it less.",
        '["LNK"]',
        in_files="both",
        in_overrides=True,
    ),
    Key(
        "extend-ignore",
        "selectors",
        "Rules that do not run, besides those that an extended file ignores.",
        '["SEC004"]',
        in_files="both",
        in_overrides=True,
    ),
    Key(
        "severity",
        "levels",
        "Severities by code, family or name: `error`, `warning` or `info`.",
        '{ LIC003 = "warning" }',
        "the severity of the rule's page",
        in_files="both",
        in_overrides=True,
    ),
    Key(
        "preview",
        "boolean",
        ("Run rules in preview like all others. Without it they run when their code or name is selected."),
        "true",
        "`false`",
        in_files="both",
    ),
    Key(
        "kind",
        "choice",
        "The kind of card to take every card for, whatever its content says.",
        '"model"',
        "what the card says",
        ("dataset", "model"),
        in_overrides=True,
    ),
    Key(
        "id",
        "text",
        "The card's id in the repository, in place of the one that the card tells.",
        '"tides-2024"',
        "the card's own",
        in_overrides=True,
    ),
    Key(
        "schema",
        "path",
        "A JSON Schema over the front matter, in place of our rules but those of its syntax (`YML`).",
        '"metadata.schema.json"',
        in_overrides=True,
    ),
    Key(
        "cards", "patterns", "Further files that are cards, by patterns as in `.gitignore`.", '["cards/*.md"]'
    ),
    Key(
        "exclude",
        "patterns",
        ("Files and folders to pass over. A file that is named on the command line is checked all the same."),
        '["vendor", "old/**"]',
    ),
    Key(
        "extend-exclude",
        "patterns",
        "Files and folders to pass over, besides those of an extended file.",
        '["drafts"]',
    ),
    Key(
        "force-exclude",
        "boolean",
        "Pass over excluded files also where they are named on the command line.",
        "true",
        "`false`",
    ),
    Key(
        "fail-level",
        "choice",
        "The least severity at which a run ends with exit code 1; `never` for none.",
        '"warning"',
        "`error`",
        ("error", "warning", "info", "never"),
    ),
    Key("output-format", "text", "The output format, as for `--output-format`.", '"concise"', "`full`"),
    Key(
        "baseline", "path", "The folder of known findings, as for `--baseline`.", '".opendata-lint-baseline"'
    ),
    Key(
        "plugins",
        "texts",
        "Distributions or entry points whose rules and output formats may be loaded.",
        '["acme-card-rules"]',
        "none",
    ),
    Key(
        "allow",
        "allow",
        "Values that pass although no list has them: `licenses`, `languages`, `tasks`, `tags`.",
        '{ licenses = ["acme-data-1.0"] }',
        in_files="both",
        in_overrides=True,
    ),
    Key("rules", "rules", "Options of single rules: a table a rule, by code.", "{}", in_files="both"),
    Key(
        "overrides",
        "overrides",
        (
            "Other settings for some files: tables with `files` and any of the keys marked below. "
            "Later ones win."
        ),
        "[]",
    ),
    Key(
        "files",
        "patterns",
        "In `[[overrides]]`: the files that it is for, by patterns as in `.gitignore`.",
        '["models/**"]',
        in_overrides=True,
        required=True,
    ),
    Key(
        "registry",
        "table",
        "The card registry of the repository; its keys are below.",
        '{ name = "tides" }',
        inside="registry",
    ),
    Key("name", "text", "The profile's name.", '"acme"', in_files="profile", required=True),
    Key(
        "description",
        "text",
        "What the profile is for, in a sentence.",
        '"What Acme asks of its cards."',
        in_files="profile",
    ),
    Key(
        "extends",
        "profile",
        "The profile that this one starts from: a built-in one, or the path of a file.",
        '"hub"',
        "`default`",
        in_files="profile",
    ),
    Key(
        "schema",
        "schema",
        "A JSON Schema over the whole card besides ours: a table, or the path of a file.",
        '"acme.schema.json"',
        in_files="profile",
    ),
)
"""Every key; `schema` means one thing in a configuration and another in a profile."""

ALLOW_LISTS = ("licenses", "languages", "tasks", "tags")
"""The keys of `allow`."""

LEVELS = ("error", "warning", "info")
"""The words for severities."""

HINTS = {
    "strict": 'write `fail-level = "warning"`',
    "fail-on": "write `fail-level`",
    "enable": "write `select` or `extend-select`",
    "disable": "write `ignore`",
    "per-file-ignores": "write `[[overrides]]` with `files` and `ignore`",
    "include": "write `cards`",
}
"""What keys of other tools are called here."""

INNER_KEYS: dict[Place, tuple[Key, ...]] = {
    "registry": (
        Key(
            "name",
            "text",
            "The registry's name, which other registries may call it by.",
            '"tides"',
            "the name of the repository's folder",
        ),
        Key(
            "owners",
            "texts",
            "Who answers for cards that name nobody else.",
            '["@example-org/data"]',
            "the owners that a `CODEOWNERS` file names",
        ),
        Key(
            "gto",
            "boolean",
            "Write the tags of releases in the grammar of GTO (`tides@v1.2.0`).",
            "true",
            "`false`: `card/tides/v1.2.0`",
        ),
        Key(
            "signers",
            "path",
            "A file of allowed signers of releases, as SSH has it; what nobody in it signed does not count.",
            '"release.signers"',
            "the file that Git's own `gpg.ssh.allowedSignersFile` names",
        ),
        Key(
            "cards",
            "tables",
            "What a registry should know of single cards: a table a card, by id.",
            '{ tides = { data = ["raw/tides"] } }',
            inside="registry-card",
        ),
        Key(
            "members",
            "tables",
            "Other registries whose cards count as known: a table a registry, by its name here.",
            '{ acme = { url = "https://git.example.org/acme/data.git", rev = "v3" } }',
            inside="registry-member",
        ),
        Key(
            "receive",
            "table",
            "What a Git server demands of pushes. It counts in the server's own file, not in what is pushed.",
            "{ seconds = 60 }",
            inside="registry-receive",
        ),
        Key(
            "site",
            "table",
            "The catalog that `opendata-lint registry site` writes.",
            '{ title = "Tides of the world" }',
            inside="registry-site",
        ),
    ),
    "registry-site": (
        Key("title", "text", "The catalog's title.", '"Tides of the world"', "the registry's name"),
        Key(
            "url",
            "text",
            "Where the catalog will be, for the addresses in its files.",
            '"https://data.example.org/tides/"',
            "addresses are relative",
        ),
    ),
    "registry-receive": (
        Key(
            "own-configuration",
            "choice",
            "Whether the configuration in the push counts (`honor`), or this file in its place (`ignore`).",
            '"ignore"',
            "`honor`",
            ("honor", "ignore"),
        ),
        Key(
            "required",
            "selectors",
            (
                "Rules that judge every push by this file, whatever the configuration, baseline and "
                "suppressions in it say."
            ),
            '["YML", "license-missing"]',
            "none",
        ),
        Key(
            "required-profile",
            "profile",
            "A profile that judges every push by this file, in the same way.",
            '"hub"',
            "none",
        ),
        Key("seconds", "integer", "How long judging a push may take.", "120", "60"),
        Key(
            "memory",
            "integer",
            "Mebibytes of address space that judging may take, and each Git that it calls.",
            "2048",
            "1024",
        ),
        Key("refs", "integer", "How many refs a push may change.", "1000", "10000"),
        Key("commits", "integer", "To how many different commits a push may move refs.", "20", "100"),
        Key("cards", "integer", "How many cards a push may touch.", "500", "2000"),
        Key("card-bytes", "integer", "How many bytes a card may have.", "1000000", "2000000"),
        Key("lines", "integer", "How many findings are told of a push that is refused.", "20", "50"),
    ),
    "registry-card": (
        Key(
            "data",
            "texts",
            "Folders and files, from the repository's root, that are the card's data; `[]` if it has none.",
            '["raw/tides"]',
            "the folder of the card",
        ),
        Key("owners", "texts", "Who answers for the card.", '["@mara"]', "the owners of the registry"),
    ),
    "registry-member": (
        Key(
            "url",
            "text",
            "Where the repository is cloned from.",
            '"https://git.example.org/d.git"',
            required=True,
        ),
        Key("rev", "text", "The commit, tag or branch that counts.", '"v3"', required=True),
        Key(
            "signers",
            "path",
            "A file of allowed signers, as SSH has it; releases signed by nobody in it do not count.",
            '"acme.signers"',
        ),
        Key(
            "trust",
            "choice",
            "What its records count for: `records` as much as one's own, `names` only as known.",
            '"names"',
            "`records`",
            ("records", "names"),
        ),
    ),
}
"""The keys of tables within a table."""


def keys_of(place: Place) -> dict[str, Key]:
    """The keys that may stand in a place, by name."""
    keys = INNER_KEYS.get(place) or (key for key in KEYS if _fits(key, place))
    return {key.name: key for key in keys}


def _fits(key: Key, place: Place) -> bool:
    if place == "override":
        return key.in_overrides
    if key.name == "files":
        return False
    return key.in_files in ("both", place)
