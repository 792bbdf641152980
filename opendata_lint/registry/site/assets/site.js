/* The search of the catalog. Nothing is fetched: what it looks into comes as scripts, which work from the disk. */
(function () {
  "use strict";
  var data = window.catalogue;
  if (!data) return;

  var TOTAL = data.ids.length;
  var A_PAGE = 30;
  var FEW = 8; /* Values of a facet that are shown before somebody asks for all. */
  var SCORES = [1, 3, 5, 9]; /* By weight: text, summary, names, title. */
  var WORD = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]|[\p{L}\p{N}]+/gu;

  var state = { query: "", chosen: {}, page: 1 };
  var unfolded = {};
  var shards = {}; /* Words and their postings by file; null while it is loading. */
  var waiting = {};
  var results = [];

  var input = document.getElementById("q");
  var list = document.getElementById("list");
  var found = document.getElementById("found");
  var pages = document.getElementById("pages");
  var facetsBox = document.getElementById("facets");
  var chosenBox = document.getElementById("chosen");

  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  /* Words of a text as `words.py` folds them. */
  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }
  function wordsOf(text) {
    return (fold(text).match(WORD) || []).map(function (word) { return Array.from(word).slice(0, 30).join(""); });
  }

  /* --- The index of words ------------------------------------------------------------------------------- */

  function shardOf(word) {
    return /[0-9a-z]/.test(word[0]) ? word[0] : "u" + (word.codePointAt(0) >> 8).toString(16);
  }
  window.catalogueWords = function (name, text) {
    var words = [], postings = [];
    text.split("\n").forEach(function (line) {
      var at = line.indexOf(" ");
      words.push(line.slice(0, at));
      postings.push(line.slice(at + 1));
    });
    shards[name] = { words: words, postings: postings };
  };
  function load(name, done) {
    if (shards[name] || data.shards.indexOf(name) < 0) return done();
    if (waiting[name]) return void waiting[name].push(done);
    waiting[name] = [done];
    var script = document.createElement("script");
    script.src = "search/words-" + name + ".js";
    script.onload = script.onerror = function () {
      waiting[name].splice(0).forEach(function (call) { call(); });
      delete waiting[name];
    };
    document.head.appendChild(script);
  }
  function loadAll(words, done) {
    var names = Array.from(new Set(words.map(shardOf)));
    var left = names.length;
    if (!left) return done();
    names.forEach(function (name) {
      load(name, function () { if (--left === 0) done(); });
    });
  }
  function firstAtLeast(words, word) {
    var low = 0, high = words.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (words[middle] < word) low = middle + 1; else high = middle;
    }
    return low;
  }
  /* Adds what a word scores to `scores`, for cards that all words before it were found in. */
  function score(word, before) {
    var shard = shards[shardOf(word)];
    var scores = new Map();
    if (!shard) return scores;
    for (var at = firstAtLeast(shard.words, word); at < shard.words.length; at++) {
      var known = shard.words[at];
      if (!known.startsWith(word)) break;
      var exact = known.length === word.length ? 2 : 1;
      var number = 0;
      shard.postings[at].split(",").forEach(function (step) {
        number += parseInt(step, 36);
        var card = number >> 2;
        if (before && !before.has(card)) return;
        var value = SCORES[number & 3] * exact;
        if (value > (scores.get(card) || 0)) scores.set(card, value);
      });
    }
    if (before) scores.forEach(function (value, card) { scores.set(card, value + before.get(card)); });
    return scores;
  }
  /* The numbers of the cards that all words are found in, the best first; null means all of them. */
  function search(words) {
    if (!words.length) return null;
    var scores = null;
    words.forEach(function (word) { scores = score(word, scores); });
    return Array.from(scores.keys()).sort(function (one, other) {
      return scores.get(other) - scores.get(one) || one - other;
    });
  }

  /* --- Facets ------------------------------------------------------------------------------------------- */

  function chosenOf(facet) { return state.chosen[facet.key] || []; }

  /* A card that fails no facet counts in all of them; one that fails a single facet counts in that one:
     what would be found if another of its values were chosen. */
  function filter(cards) {
    var facets = data.facets;
    var wanted = facets.map(function (facet) {
      var names = chosenOf(facet);
      return names.length ? new Set(names.map(function (name) { return facet.values.indexOf(name); })) : null;
    });
    var counts = facets.map(function (facet) { return new Uint32Array(facet.values.length); });
    var kept = [];
    var many = cards ? cards.length : TOTAL;
    for (var at = 0; at < many; at++) {
      var card = cards ? cards[at] : at;
      var failed = -1, fails = 0;
      for (var index = 0; index < facets.length && fails < 2; index++) {
        var set = wanted[index];
        if (set && !facets[index].of[card].some(function (value) { return set.has(value); })) {
          failed = index;
          fails++;
        }
      }
      if (fails === 0) kept.push(card);
      if (fails < 2) {
        for (index = 0; index < facets.length; index++) {
          if (fails && index !== failed) continue;
          facets[index].of[card].forEach(function (value) { counts[index][value]++; });
        }
      }
    }
    return { kept: kept, counts: counts };
  }

  function toggle(key, value) {
    var names = (state.chosen[key] || []).slice();
    var at = names.indexOf(value);
    if (at < 0) names.push(value); else names.splice(at, 1);
    if (names.length) state.chosen[key] = names; else delete state.chosen[key];
    state.page = 1;
    update(true);
  }

  function showFacets(counts) {
    var focused = document.activeElement && document.activeElement.id;
    var made = document.createDocumentFragment();
    data.facets.forEach(function (facet, index) {
      var names = chosenOf(facet);
      var rows = facet.values.map(function (value, number) {
        return { value: value, count: counts[index][number], on: names.indexOf(value) >= 0 };
      }).filter(function (row) { return row.count || row.on; });
      if (facet.key === "complete") rows.sort(function (a, b) { return order(b.value) - order(a.value); });
      else rows.sort(function (a, b) { return b.on - a.on || b.count - a.count || (a.value < b.value ? -1 : 1); });
      if (rows.length < 2 && !names.length) return;
      var box = element("fieldset", "facet");
      box.appendChild(element("legend", "", facet.label));
      var all = unfolded[facet.key];
      rows.slice(0, all ? rows.length : FEW).forEach(function (row) {
        var label = element("label", row.on ? "on" : "");
        var check = element("input");
        check.type = "checkbox";
        check.checked = row.on;
        check.id = "f-" + facet.key + "-" + facet.values.indexOf(row.value);
        check.addEventListener("change", function () { toggle(facet.key, row.value); });
        label.appendChild(check);
        label.appendChild(element("span", "value", row.value));
        label.appendChild(element("span", "count", String(row.count)));
        box.appendChild(label);
      });
      if (rows.length > FEW) {
        var more = element("button", "more", all ? "Show fewer" : "Show all " + rows.length);
        more.type = "button";
        more.id = "more-" + facet.key;
        more.setAttribute("aria-label", more.textContent + " under " + facet.label);
        more.addEventListener("click", function () {
          unfolded[facet.key] = !all;
          update(false);
        });
        box.appendChild(more);
      }
      made.appendChild(box);
    });
    facetsBox.replaceChildren(made);
    if (focused && !document.activeElement.id) {
      var again = document.getElementById(focused);
      if (again) again.focus({ preventScroll: true });
    }
  }
  function order(words) { return parseInt(words.replace(/\D*/, ""), 10) - (words.startsWith("less") ? 25 : 0); }

  function showChosen() {
    var made = document.createDocumentFragment();
    var many = 0;
    data.facets.forEach(function (facet) {
      chosenOf(facet).forEach(function (value) {
        var item = element("li");
        var button = element("button", "chip", value);
        button.type = "button";
        button.setAttribute("aria-label", "Remove the filter " + facet.label + ": " + value);
        button.appendChild(element("span", "cross", "×"));
        button.addEventListener("click", function () { toggle(facet.key, value); input.focus(); });
        item.appendChild(button);
        made.appendChild(item);
        many++;
      });
    });
    if (many > 1) {
      var item = element("li");
      var button = element("button", "more", "Clear all");
      button.type = "button";
      button.addEventListener("click", function () {
        state.chosen = {};
        state.page = 1;
        update(true);
        input.focus();
      });
      item.appendChild(button);
      made.appendChild(item);
    }
    chosenBox.replaceChildren(made);
    document.getElementById("filters-count").textContent = many ? "(" + many + ")" : "";
  }

  /* --- Results ------------------------------------------------------------------------------------------ */

  /* A text with the beginnings of words that were searched for marked. */
  function marked(parent, text, words) {
    var last = 0;
    if (words.length) {
      for (var match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
        var folded = fold(match[0]);
        var hit = words.find(function (word) { return folded.startsWith(word); });
        if (!hit) continue;
        parent.append(text.slice(last, match.index));
        var length = Math.min(match[0].length, hit.length);
        parent.appendChild(element("mark", "", match[0].slice(0, length)));
        last = match.index + length;
      }
    }
    parent.append(text.slice(last));
    return parent;
  }
  function facetValues(card, key) {
    var facet = data.facets.find(function (one) { return one.key === key; });
    return facet.of[card].map(function (value) { return facet.values[value]; });
  }
  function row(card, words) {
    var item = element("li", "card-row");
    var heading = element("h3");
    var link = element("a");
    link.href = "cards/" + encodeURIComponent(data.ids[card]) + ".html";
    heading.appendChild(marked(link, data.titles[card], words));
    item.appendChild(heading);
    if (data.summaries[card]) item.appendChild(marked(element("p", "summary"), data.summaries[card], words));
    var meta = element("ul", "meta");
    var kind = facetValues(card, "kind")[0];
    var first = element("li");
    first.appendChild(element("span", "kind " + kind, kind[0].toUpperCase() + kind.slice(1)));
    meta.appendChild(first);
    facetValues(card, "status").forEach(function (status) {
      if (status === "active") return;
      var where = element("li");
      where.appendChild(element("span", "status " + status.replace(" ", "-"), status));
      meta.appendChild(where);
    });
    meta.appendChild(element("li", "", facetValues(card, "license").join(", ")));
    if (data.versions[card]) meta.appendChild(element("li", "", data.versions[card]));
    if (data.complete[card] !== null) {
      var share = element("span", "share");
      var bar = element("span", "bar p" + Math.floor(data.complete[card] / 5) * 5);
      bar.setAttribute("aria-hidden", "true");
      share.appendChild(bar);
      share.append(" " + data.complete[card] + " % complete");
      var last = element("li");
      last.appendChild(share);
      meta.appendChild(last);
    }
    item.appendChild(meta);
    return item;
  }

  function showList(words) {
    var many = Math.max(1, Math.ceil(results.length / A_PAGE));
    state.page = Math.min(Math.max(1, state.page), many);
    var made = document.createDocumentFragment();
    results.slice((state.page - 1) * A_PAGE, state.page * A_PAGE).forEach(function (card) {
      made.appendChild(row(card, words));
    });
    if (!results.length) {
      made.appendChild(element("li", "nothing", "No card has all of that. Fewer words or filters find more."));
    }
    list.replaceChildren(made);
    list.start = (state.page - 1) * A_PAGE + 1;
    showPages(many);
  }
  function showPages(many) {
    pages.replaceChildren();
    if (many < 2) return;
    var nav = element("nav", "pager");
    nav.setAttribute("aria-label", "Pages of results");
    var items = element("ul");
    function step(words, page, off) {
      var item = element("li");
      var button = element("button", "", words);
      button.type = "button";
      button.disabled = off;
      button.addEventListener("click", function () {
        state.page = page;
        update(true);
        window.scrollTo(0, 0);
        var first = list.querySelector("a");
        if (first) first.focus({ preventScroll: true });
      });
      item.appendChild(button);
      items.appendChild(item);
    }
    step("Previous", state.page - 1, state.page === 1);
    items.appendChild(element("li", "", "Page " + state.page + " of " + many));
    step("Next", state.page + 1, state.page === many);
    nav.appendChild(items);
    pages.appendChild(nav);
  }

  function tell() {
    var many = results.length;
    var words = many + (many === 1 ? " card" : " cards");
    found.textContent = many === TOTAL ? words : words + " of " + TOTAL;
  }

  /* --- State ------------------------------------------------------------------------------------------- */

  function hash() {
    var said = new URLSearchParams();
    if (state.query.trim()) said.set("q", state.query.trim());
    data.facets.forEach(function (facet) {
      chosenOf(facet).forEach(function (value) { said.append(facet.key, value); });
    });
    if (state.page > 1) said.set("page", String(state.page));
    return said.toString();
  }
  function read() {
    var said = new URLSearchParams(location.hash.slice(1));
    state.query = (said.get("q") || "").slice(0, 200);
    state.chosen = {};
    data.facets.forEach(function (facet) {
      var names = said.getAll(facet.key).filter(function (name) { return facet.values.indexOf(name) >= 0; });
      if (names.length) state.chosen[facet.key] = Array.from(new Set(names));
    });
    state.page = parseInt(said.get("page"), 10) || 1;
    input.value = state.query;
  }

  var turn = 0;
  function update(keep) {
    var mine = ++turn;
    var words = Array.from(new Set(wordsOf(state.query)));
    loadAll(words, function () {
      if (mine !== turn) return; /* Something else was typed in the meantime. */
      var hit = filter(search(words));
      results = hit.kept;
      showList(words);
      showFacets(hit.counts);
      showChosen();
      tell();
      if (keep) history.replaceState(null, "", "#" + hash());
    });
  }

  var timer = 0;
  input.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(function () {
      state.query = input.value;
      state.page = 1;
      update(true);
    }, TOTAL > 2000 ? 120 : 60);
  });
  document.getElementById("search").addEventListener("submit", function (event) { event.preventDefault(); });
  document.addEventListener("keydown", function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName) &&
      document.activeElement.type !== "checkbox";
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
      input.select();
    } else if (event.key === "Escape" && document.activeElement === input && input.value) {
      event.preventDefault();
      input.value = "";
      input.dispatchEvent(new Event("input"));
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      move(event, event.key === "ArrowDown" ? 1 : -1);
    }
  });
  /* Arrows go from the search to the results, and from one to the next. */
  function move(event, step) {
    var links = Array.from(list.querySelectorAll("h3 a"));
    var at = links.indexOf(document.activeElement);
    if (at < 0 && (document.activeElement !== input || step < 0)) return;
    event.preventDefault();
    var next = at + step;
    if (next < 0) input.focus(); else if (next < links.length) links[next].focus();
  }
  window.addEventListener("hashchange", function () {
    if (document.getElementById(location.hash.slice(1))) return; /* A place on the page, as of the skip link. */
    read();
    update(false);
  });

  document.getElementById("search").hidden = false;
  document.getElementById("filters").hidden = false;
  if (window.matchMedia("(max-width: 51.99rem)").matches) document.getElementById("filters-fold").open = false;
  read();
  update(false);
})();
