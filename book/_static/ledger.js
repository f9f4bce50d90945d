/* The ledger's controls: filter by section, kind and verdict, search, sort. Without this script every claim
   stands there in the order of the article. */
const here = document.currentScript.src;
for (const ledger of document.querySelectorAll(".ledger")) {
  const table = ledger.querySelector("table");
  const form = ledger.querySelector("form");
  const claims = [...table.tBodies];
  let tools = null;
  const onPaper = document.createElement("p"); // a printed page says what was chosen; the form is not printed
  onPaper.className = "on-paper";
  table.before(onPaper);
  for (const claim of claims) {
    claim.dataset.section = claim.querySelector("a[href*='#claim-']").getAttribute("href").split(".html")[0];
    claim.dataset.kind = claim.rows[0].cells[2].textContent;
    claim.dataset.verdict = claim.classList[1].replace("claim-", "");
  }
  const verdicts = [...form.elements.verdict.options].map((option) => option.value);
  const keys = {
    order: (claim) => claims.indexOf(claim),
    text: (claim) => claim.rows[0].cells[1].textContent,
    kind: (claim) => claim.dataset.kind,
    verdict: (claim) => verdicts.indexOf(claim.dataset.verdict),
  };

  /* What searches comes with the first thing asked for. */
  const fetched = () =>
    (tools ??= new Promise((resolve) => {
      const script = document.createElement("script");
      script.src = new URL("find.js", here);
      script.addEventListener("load", () => resolve({ find: window.finder(claims), chosen: window.chosen }));
      document.body.append(script);
    }));

  async function filter() {
    const asks = () => JSON.stringify([...new FormData(form)]);
    const before = asks();
    const asked = Object.fromEntries(new FormData(form));
    const { find, chosen } = Object.values(asked).some(Boolean) ? await fetched() : {};
    if (asks() !== before) return; /* something else was asked for meanwhile */
    const found = find?.(asked.words) ?? (() => true);
    let shown = 0;
    for (const claim of claims) {
      const fits =
        ["section", "kind", "verdict"].every((name) => !asked[name] || claim.dataset[name] === asked[name]) &&
        found(claim);
      claim.hidden = !fits;
      shown += fits;
    }
    const count = `${shown} of ${claims.length} claims shown`;
    const words = chosen?.(form);
    form.querySelector(".ledger-count").textContent = count;
    onPaper.textContent = words ? `${count}. ${words}.` : "";
    ledger.querySelector(".ledger-none").hidden = shown > 0;
  }

  function sort(head) {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const key = keys[head.dataset.sort];
    const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, "en"));
    const sorted = [...claims].sort((a, b) => (down ? -1 : 1) * compare(key(a), key(b)) || keys.order(a) - keys.order(b));
    table.append(...sorted);
  }

  /* A link to a claim opens it, and shows it where the filters hide it. */
  async function follow() {
    const claim = document.getElementById(location.hash.slice(1));
    if (!claims.includes(claim)) return;
    claim.querySelector("details").open = true;
    await filter(); /* what was chosen just before */
    if (claim.hidden) form.reset();
    setTimeout(() => claim.scrollIntoView());
  }

  for (const head of table.tHead.querySelectorAll("[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(head));
    head.replaceChildren(button);
  }
  table.tHead.querySelector("[data-sort=order]").setAttribute("aria-sort", "ascending");
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", follow);
  form.hidden = false;
  ledger.classList.add("ledger-live");
  filter(); /* a browser may have kept what was chosen before */
  follow();
}
