// What copies code and citations comes once the reader sees some of either: most of it is folded away. What marks words comes with words to
// mark, and the cards of numbers, dates, notes and names with the first pointer, finger or key among them.
(() => {
  window.carded = "a.n, a.footnote-reference, a[href^='people-and-documents.html#'], a[href^='glossary.html#term-']";
  const here = document.currentScript.src;
  function load(name) {
    const script = document.createElement("script");
    script.src = new URL(name, here);
    script.async = false; /* one after the other */
    document.body.append(script);
    return script;
  }
  const near = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    near.disconnect();
    load("copy.js");
  });
  for (const text of document.querySelectorAll("div.highlight pre, .exhibit-cite > p")) near.observe(text);
  if (new URLSearchParams(location.search).has("highlight")) ["find.js", "matches.js"].forEach(load);

  const article = document.querySelector("article.bd-article");
  const seen = []; /* what happened before the script was there, which then happens again */
  let asked = false;
  function early(event) {
    const finger = seen.some((one) => one.type === "pointerdown" && one.pointerType !== "mouse");
    if (event.type === "click" && !(finger && event.target.closest?.(window.carded))) return;
    if (event.type === "click") event.preventDefault();
    seen.push(event);
    if (asked) return;
    asked = true;
    load("card.js").addEventListener("load", () => {
      for (const name of EVENTS) article.removeEventListener(name, early);
      for (const one of seen) one.target.dispatchEvent(new one.constructor(one.type, one));
    });
  }
  const EVENTS = ["pointerover", "pointerout", "pointerdown", "focusin", "click"];
  if (article?.querySelector(window.carded)) for (const name of EVENTS) article.addEventListener(name, early);
})();
