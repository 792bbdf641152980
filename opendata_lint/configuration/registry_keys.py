"""The keys of tables within a configuration file, all of them of the registry."""

from __future__ import annotations

from opendata_lint.configuration.key import Key, Place

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
