"""What a reader did not understand comes back to the thing that it was said of."""

from __future__ import annotations

import json

from opendata_lint.exchange.formats.zenodo import Zenodo
from opendata_lint.exchange.leftovers import kept, leftovers, put_back


def test_it_follows_its_member_and_goes_with_it() -> None:
    said = {"people": [{"name": "A", "gnd": "1"}, {"name": "B", "gnd": "2"}]}
    found = list(leftovers(said, {"people": [{"name": True}]}))
    assert [one.pointer for one in found] == ["/people/0/gnd", "/people/1/gnd"]
    turned = {"people": [{"name": "B"}, {"name": "C"}]}
    put_back(turned, kept(found))
    assert turned == {"people": [{"name": "B", "gnd": "2"}, {"name": "C"}]}


def test_nobody_gets_the_number_of_a_creator_who_left() -> None:
    creators = [{"name": "Reed, Ira", "gnd": "118540238"}, {"name": "Sand, Mona"}]
    upload = {"title": "Tide Notes", "upload_type": "dataset", "creators": creators}
    card = Zenodo().load(json.dumps(upload).encode(), ".zenodo.json").card
    left = card._replace(creators=card.creators[1:])
    assert b"118540238" not in Zenodo().dump(left).data
    assert b"118540238" in Zenodo().dump(card._replace(creators=card.creators[::-1])).data
