// The one card of the book: what a number, a date, a note, a name or a word in the text rests on. It opens at the pointer, at the
// keyboard's focus or at a tap; one at a time. Escape, a tap elsewhere and leaving it close it. Without this script each is a link.
(() => {
  "use strict";
  const LINKS = window.carded;
  const article = document.querySelector("article.bd-article");
  const page = location.pathname.split("/").pop().replace(/\.html$/, "") || "index";
  const address = new URL(`cards-${page}.js`, document.currentScript.src);
  const card = document.createElement("div");
  card.id = "card-open";
  card.className = "card-open";
  card.hidden = true;
  card.setAttribute("role", "note");
  let at = null; /* the link whose card is open */
  let timer = 0;
  let touched = false;
  let asked = null;

  /* The cards of the page come as a script, once, so that they come to a page opened from a folder too. */
  const fetched = () =>
    (asked ??= new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = address;
      script.addEventListener("load", () => resolve(window.cards));
      script.addEventListener("error", () => resolve({}));
      document.body.append(script);
    }));

  async function content(link) {
    const href = link.getAttribute("href");
    if (!href.startsWith("#")) return (await fetched())[href];
    const note = document.getElementById(href.slice(1))?.cloneNode(true);
    note?.querySelectorAll(".label, .backrefs").forEach((each) => each.remove());
    return note?.innerHTML;
  }

  function place(link) {
    const box = link.getClientRects()[0];
    const { width, height } = card.getBoundingClientRect();
    const room = document.documentElement.clientWidth - width - 8;
    const below = box.bottom + height + 12 < innerHeight || box.top < height + 12;
    card.style.left = `${Math.max(8, Math.min(box.left, room))}px`;
    card.style.top = `${below ? box.bottom + 6 : box.top - height - 6}px`;
  }

  function close() {
    clearTimeout(timer);
    if (!at) return;
    at.removeAttribute("aria-describedby");
    at.removeAttribute("aria-expanded");
    at = null;
    card.hidden = true;
  }

  async function open(link) {
    clearTimeout(timer);
    if (at === link) return;
    close();
    at = link;
    const text = await content(link);
    if (at !== link) return; /* another one was asked for meanwhile */
    if (!text) return close();
    card.innerHTML = text;
    card.hidden = false;
    link.after(card); /* so that the next press of Tab goes into it */
    place(link);
    link.setAttribute("aria-describedby", "card-open");
    link.setAttribute("aria-expanded", "true");
  }

  const soon = (act, wait) => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
  const linkOf = (event) => event.target.closest?.(LINKS);
  article.addEventListener("pointerdown", (event) => (touched = event.pointerType !== "mouse"), true);
  article.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const link = linkOf(event);
    if (link && !card.contains(link)) soon(() => open(link), 150);
    else if (card.contains(event.target)) clearTimeout(timer);
  });
  article.addEventListener("pointerout", (event) => {
    if (event.pointerType === "mouse" && (linkOf(event) || card.contains(event.target))) soon(close, 300);
  });
  article.addEventListener("focusin", (event) => {
    const link = linkOf(event);
    if (card.contains(event.target)) clearTimeout(timer);
    else if (link?.matches(":focus-visible")) open(link);
    else if (link !== at) close();
  });
  article.addEventListener("click", (event) => {
    const link = linkOf(event);
    if (!link || card.contains(link) || !touched) return;
    event.preventDefault();
    if (at === link) close();
    else open(link).then(() => at !== link && location.assign(link.href)); /* no card: a link as any */
  });
  addEventListener("pointerdown", (event) => {
    if (at && !card.contains(event.target) && linkOf(event) !== at) close();
  });
  card.addEventListener("focusout", (event) => {
    if (event.relatedTarget && event.relatedTarget !== at && !card.contains(event.relatedTarget)) close();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !at) return;
    if (card.contains(document.activeElement)) at.focus();
    close();
  });
  addEventListener("resize", close);
  addEventListener("scroll", () => at && !card.hidden && place(at), { capture: true, passive: true });
})();
