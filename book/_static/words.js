// How every search of the book takes words: without accents, in the spellings that the table of people has; a date however it is
// written, a number without commas, initials without periods. _ext/book/site/search_index.py has the same; a test compares.
(() => {
  "use strict";
  const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
  const SHORT = new Map(MONTHS.filter((name) => name !== "may").map((name) => [name.slice(0, 3), name]).concat([["sept", "september"]]));
  const month = `(${[...MONTHS, ...[...SHORT.keys()].sort().reverse()].join("|")})`;
  const end = "(?![0-9])";
  const SPAN = new RegExp(
    `([0-9]{4})-(0[1-9]|1[0-2])(?:-([0-9]{2}))?${end}|${month}\\.?[ \u00a0]([0-9]{1,2}),?[ \u00a0]([0-9]{4})${end}` +
    `|([0-9]{1,2})[ \u00a0]${month}\\.?,?[ \u00a0]([0-9]{4})${end}|([0-9]{1,2})\\.([0-9]{1,2})\\.([0-9]{4})${end}|([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})${end}` +
    `|(\\p{L}(?:\\.\\p{L})+)(?![\\p{L}\\p{N}])|([0-9]{1,3}(?:,[0-9]{3})+)${end}|[0-9]+(?:\\.[0-9]+)*\\p{L}*|\\p{L}(?:['’]?[\\p{L}\\p{N}])*`,
    "gu",
  );
  const LETTERS = { ł: "l", đ: "d", ø: "o", ı: "i", ß: "ss", æ: "ae", œ: "oe", "’": "'" };
  const fold = (text) => text.toLowerCase().replace(/[łđøıßæœ’]/g, (letter) => LETTERS[letter]).normalize("NFD").replace(/\p{M}/gu, "");

  function partsOf(match) {
    const [whole, year1, month1, day1, name1, day2, year2, day3, name3, year3, day4, month4, year4, month5, day5, year5, initials, number] = match;
    const year = year1 || year2 || year3 || year4 || year5;
    if (initials) return [fold(initials.replaceAll(".", ""))];
    if (number) return [number.replaceAll(",", "")];
    if (!year) {
      const word = fold(whole).replace(/'s$|^[^'_]'|'/g, "");
      return [SHORT.get(word) ?? word];
    }
    const name = name1 || name3;
    const at = name ? MONTHS.indexOf(SHORT.get(name) ?? name) + 1 : Number(month1 || month4 || month5);
    const day = day1 || day2 || day3 || day4 || day5;
    const two = (part) => String(Number(part)).padStart(2, "0");
    return [...(day ? [`d${year}${two(at)}${two(day)}`] : []), MONTHS[at - 1] ?? String(at), ...(day ? [String(Number(day))] : []), year];
  }

  /* Where each word stands in a text, and what it is taken for: several for a date, the whole of it first. */
  const spans = (text) => [...text.toLowerCase().matchAll(SPAN)].map((match) => [match.index, match.index + match[0].length, partsOf(match)]);

  const others = new Map();
  for (const group of (window.spellings ?? []).map((line) => line.split(" "))) for (const word of group) others.set(word, group);
  const spelled = (word) => others.get(word) ?? [word];

  /* What a query has in quotation marks, and the rest of it. */
  function quoted(query) {
    const parts = query.normalize("NFC").split(/["“”„«»]/);
    return [parts.filter((part, place) => place % 2 && part.trim()), parts.filter((part, place) => place % 2 === 0).join(" ")];
  }

  /* What the usual forms of an English word have in common. */
  function stem(word) {
    if (!/^[a-z]{4,}$/.test(word)) return word;
    let short = word;
    if (/..ies$/.test(short)) short = `${short.slice(0, -3)}y`;
    else if (/(?:sses|shes|ches|xes|zes)$/.test(short)) short = short.slice(0, -2);
    else if (/[^sui]s$/.test(short)) short = short.slice(0, -1);
    const root = /^(.*[aeiouy].*)(?:ing|ed)$/.exec(short)?.[1] ?? "";
    if (root.length > 3) short = /([^lsz])\1$/.test(root) ? root.slice(0, -1) : root;
    return short.length > 4 && short.endsWith("e") ? short.slice(0, -1) : short;
  }

  const isDate = ([, , [word]]) => /^d\d{8}$/.test(word);
  const datesIn = (text) => spans(text).filter(isDate).map(([, , [word]]) => word);

  /* How every search field finds: all words that are asked for, also within words, in any order; `more` is what an element says beyond its text. */
  window.finder = (elements, more = () => "") => {
    const texts = new Map(elements.map((element) => {
      const text = `${element.textContent} ${more(element)}`.normalize("NFC");
      return [element, [fold(text), ...datesIn(text)].join(" ")];
    }));
    return (query) => {
      const [phrases, rest] = quoted(query);
      let left = rest;
      for (const [from, to] of spans(rest).filter(isDate).reverse()) left = `${left.slice(0, from)} ${left.slice(to)}`;
      const wanted = [...phrases.map((phrase) => [fold(phrase)]), ...datesIn(rest).map((date) => [date]), ...left.split(/\s+/).map((word) => spelled(fold(word)))];
      return (element) => wanted.every((any) => any.some((word) => texts.get(element).includes(word)));
    };
  };
  window.words = { quoted, spans, spelled, stem };
})();
