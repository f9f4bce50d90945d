// The page of search. The index is fetched when there is something to look for; the passages of a page, when it is one of the likely ones.
// Every word that is asked for has to be on a page, a phrase in quotation marks as it stands; the page with the best passage comes first.
var Search = (() => {
  "use strict";
  const FIRST = 16; /* pages whose passages are read before any is shown, and then at each press */
  const TOO_COMMON = new Set("a an and are as at be but by did do does for from had has have how in into is it its of on or that the their this to was were what when where which who will with".split(" "));
  const box = document.getElementById("search-results");
  const query = new URLSearchParams(location.search).get("q")?.trim() ?? "";
  const { quoted, spans, spelled, stem } = window.words;
  const read = new Map(); /* passages, by page */
  let pages = [];
  let words = new Map();

  function add(parent, name, text = "", kind = "") {
    const element = document.createElement(name);
    element.textContent = text;
    element.className = kind;
    parent.append(element);
    return element;
  }

  const fetched = (address) => new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", resolve);
    script.addEventListener("error", resolve);
    document.body.append(script);
  });

  /* The words of the index, with the pages of each and its weight there. */
  function unpacked(text) {
    const found = new Map();
    let before = "";
    for (const line of text.split("\n")) {
      const [word, numbers] = line.slice(1).split(" ");
      before = before.slice(0, parseInt(line[0], 36)) + word;
      let number = 0;
      found.set(before, new Map(numbers.split(".").map((step) => {
        number += parseInt(step, 36);
        return [number >> 2, number & 3];
      })));
    }
    return found;
  }

  /* What a word of the query may stand as: itself or another spelling of it; where none of these is in the book, words that begin so, or have it inside. */
  function forms(word) {
    const exact = spelled(word).map(stem).filter((each) => words.has(each));
    if (exact.length || word.length < 3) return exact;
    const all = [...words.keys()];
    const begins = all.filter((each) => each.startsWith(word) || each.startsWith(stem(word)));
    return begins.length ? begins : all.filter((each) => each.includes(word));
  }

  /* The terms of the query: each a list of forms. A whole date is one term, or its parts where the book never has it whole. */
  function termsOf(text, all = false) {
    const terms = spans(text.normalize("NFC")).flatMap(([, , parts]) => {
      if (parts.length === 1) return parts;
      return /^d\d{8}$/.test(parts[0]) ? (words.has(parts[0]) ? [parts[0]] : parts.slice(1)) : parts;
    });
    const rare = terms.filter((word) => !TOO_COMMON.has(word));
    return [...new Set(all || !rare.length ? terms : rare)].map((word) => Object.assign(forms(word), { typed: stem(word) }));
  }

  /* The stems of a text's words in their order; of a date, all its parts. */
  const stemsOf = (text) => spans(text.normalize("NFC")).flatMap(([, , parts]) => parts.map(stem));

  const holds = (words, phrase) => words.some((_, at) => phrase.every((word, place) => words[at + place] === word));

  /* How well a passage answers: how many of the terms it has, whether they stand together, and how little else it says. */
  function passageScore(words, weight, terms, phrases) {
    const has = terms.map((term) => words.findIndex((word) => term.includes(word)));
    const there = has.filter((at) => at >= 0);
    const together = there.length === terms.length && terms.length > 1
      && words.some((_, at) => terms.every((term, place) => term.includes(words[at + place])));
    const exact = phrases.filter((phrase) => holds(words, phrase)).length;
    if (!there.length && !exact) return 0;
    const share = terms.length ? there.length / terms.length : 1;
    const literal = terms.length ? terms.filter((term) => words.includes(term.typed)).length / terms.length : 0;
    return 4 * share ** 2 + 2 * together + 3 * exact + 1.5 * literal + Math.min(1, (2 * there.length) / words.length) + [0, 0.8, 1, 1.2][weight] * share;
  }

  function bestPassage(page, terms, phrases) {
    let best = { score: 0 };
    let heading = "";
    const missing = new Set(phrases);
    for (const [anchor, text, weight] of read.get(page) ?? []) {
      const words = stemsOf(text);
      for (const phrase of missing) if (holds(words, phrase)) missing.delete(phrase);
      if (weight === 2) heading = text;
      const score = passageScore(words, weight, terms, phrases) * (/^(?:footcite-|source-|cite$)/.test(anchor) ? 0.6 : 1); /* lists of sources come last */
      if (score > best.score) best = { score, anchor, text, heading: weight > 1 ? "" : heading };
    }
    return missing.size ? null : best;
  }

  /* Some of a passage around its first word that was asked for, with all such words marked. */
  function excerpt(parent, text, terms) {
    const stems = new Set(terms.flat());
    const isAsked = ([, , parts]) => parts.some((part) => stems.has(stem(part)) && !TOO_COMMON.has(part));
    const found = spans(text.normalize("NFC")).filter(isAsked);
    const start = Math.max(0, (found[0]?.[0] ?? 0) - 100);
    const begin = start ? text.indexOf(" ", start) + 1 : 0;
    const stop = Math.min(text.length, begin + 280);
    const paragraph = add(parent, "p", begin ? "… " : "", "context");
    let at = begin;
    for (const [from, to] of found.filter(([from, to]) => from >= begin && to <= stop)) {
      paragraph.append(text.slice(at, from));
      add(paragraph, "span", text.slice(from, to), "highlighted");
      at = to;
    }
    paragraph.append(text.slice(at, stop), stop < text.length ? " …" : "");
  }

  /* The pages that have all that a query asks for, the likeliest first. */
  function likely(query) {
    const [quotes, rest] = quoted(query);
    const phrases = quotes.map(stemsOf).filter((phrase) => phrase.length);
    const terms = [...termsOf(rest), ...quotes.flatMap((quote) => termsOf(quote, true))];
    const inPages = (form) => words.get(form) ?? new Map();
    const rarity = terms.map((term) => Math.log(pages.length / Math.max(1, ...term.map((form) => inPages(form).size)) + 1.2));
    const left = [];
    for (const [number, [name, title, rank]] of terms.length ? pages.entries() : []) {
      const there = terms.map((term) => Math.max(-1, ...term.map((form) => inPages(form).get(number) ?? -1)));
      if (there.includes(-1)) continue;
      const score = there.reduce((sum, weight, place) => sum + (1 + weight) * rarity[place], 0) / terms.length;
      left.push({ name, title, rank, score: score * rank });
    }
    return { terms, phrases, left: left.sort((a, b) => b.score - a.score) };
  }

  /* The next of these pages, with their best passages and in their order. */
  async function next({ terms, phrases, left }) {
    const those = left.splice(0, FIRST);
    await Promise.all(those.filter(({ name }) => !read.has(name)).map(({ name }) => fetched(`search/${name}.js`)));
    for (const each of those) {
      each.best = bestPassage(each.name, terms, phrases);
      each.total = each.score + (each.best?.score ?? 0) * each.rank;
    }
    return those.filter(({ best }) => best).sort((a, b) => b.total - a.total);
  }

  async function answer() {
    const found = likely(query);
    const marked = spans(query.normalize("NFC")).filter(([, , [word]]) => !TOO_COMMON.has(word)).map(([from, to]) => query.normalize("NFC").slice(from, to)).join(" ");
    const status = add(box, "p", "", "search-summary");
    const list = add(box, "ul", "", "search");
    let shown = 0;

    async function more() {
      const fits = await next(found);
      for (const { name, title, best } of fits) {
        const item = add(list, "li");
        const link = add(item, "a", title);
        link.href = `${name}.html?${new URLSearchParams({ highlight: marked })}${best.anchor ? `#${best.anchor}` : ""}`;
        if (best.heading) add(item, "span", ` › ${best.heading}`);
        if (best.text && best.text !== title) excerpt(item, best.text, found.terms);
      }
      shown += fits.length;
      const rest = found.left.length;
      if (rest && found.phrases.length && shown < FIRST) return more();
      if (rest) {
        const button = add(box, "button", `Show more (${rest})`, "search-more");
        button.type = "button";
        button.addEventListener("click", () => {
          button.remove();
          more();
        });
      }
      const count = found.phrases.length ? `${shown}${rest ? " or more" : ""}` : shown + rest;
      status.textContent = shown ? `Pages and tables found: ${count}.` : "Nothing found. Try fewer words, another spelling, or the page of names: People and documents.";
    }
    await more();
  }

  for (const field of document.querySelectorAll("input[name=q]")) field.value = query;
  if (query) fetched("searchindex.js");
  return {
    index([listed, text]) {
      pages = listed;
      words = unpacked(text);
      answer();
    },
    passages: ([page, found]) => read.set(page, found),
    words: (text) => spans(text.normalize("NFC")).flatMap(([, , parts]) => parts),
    stems: stemsOf,
    likely,
    next,
  };
})();
