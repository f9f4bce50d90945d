// A page opened from the search: what was asked for is marked, the passage with most of it is shown, and the marks go at a press.
(() => {
  "use strict";
  const address = new URL(location.href);
  const asked = address.searchParams.get("highlight");
  const article = document.querySelector("article.bd-article");
  if (!asked || !article) return;
  const { spans, spelled, stem } = window.words;
  // Nothing: the page fetches what the address names, and goes there itself.
  const target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : article;
  const wanted = spans(asked.normalize("NFC")).map(([, , [word]]) => spelled(word).map(stem));
  const place = ([word]) => wanted.findIndex((forms) => forms.includes(stem(word)));

  function mark(text) {
    for (const [from, to, parts] of spans(text.data).reverse()) {
      if (place(parts) < 0) continue;
      const found = document.createElement("span");
      found.className = "highlighted";
      found.dataset.asked = place(parts);
      const range = document.createRange();
      range.setStart(text, from);
      range.setEnd(text, to);
      range.surroundContents(found);
    }
  }

  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement.closest("script, style, form, button, select, svg, .cell_input, details.hide")) texts.push(walker.currentNode);
  }
  texts.forEach(mark);

  const button = document.createElement("button");
  button.type = "button";
  button.className = "matches-hide on-screen";
  button.textContent = "Hide search matches";
  function hide() {
    for (const found of article.querySelectorAll("span.highlighted")) found.replaceWith(...found.childNodes);
    article.normalize();
    button.remove();
  }
  button.addEventListener("click", hide);
  addEventListener("keydown", (press) => press.key === "Escape" && hide());
  if (article.querySelector("span.highlighted")) article.append(button);
  address.searchParams.delete("highlight");
  history.replaceState(null, "", address);

  /* Of the passages at the place that the address names and below it, the first of those with most of the words. */
  if (target) addEventListener("load", () => setTimeout(() => {
    const passages = new Map();
    for (const found of article.querySelectorAll("span.highlighted")) {
      if (target !== found && !(target.compareDocumentPosition(found) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
      const passage = found.closest("p, li, tr, dt, dd, figcaption, h1, h2, h3, h4") ?? found;
      if (!passages.has(passage)) passages.set(passage, new Set());
      passages.get(passage).add(found.dataset.asked);
    }
    const [best] = [...passages].slice(0, 60).sort(([, a], [, b]) => b.size - a.size)[0] ?? [];
    if (!best) return;
    for (let fold = best.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    best.scrollIntoView({ block: "center", behavior: "instant" });
  }));
})();
