// The list of all numbers: a search, a choice of page, and a button that copies the address of a number. Without it the list stands whole.
(() => {
  "use strict";
  const table = document.querySelector(".numbers-list");
  const form = document.querySelector(".ledger-controls");
  const rows = [...table.querySelectorAll("tr[id]")];
  const find = window.finder(rows);

  function filter() {
    const asked = Object.fromEntries(new FormData(form));
    const found = find(asked.words);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !found(row) || (asked.page !== "" && !row.dataset.on.split(" ").includes(asked.page));
      shown += !row.hidden;
    }
    for (const group of table.tBodies) group.hidden = !group.querySelector("tr[id]:not([hidden])");
    form.querySelector(".ledger-count").textContent = `${shown} of ${rows.length} numbers shown`;
  }

  for (const row of rows) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy address";
    button.setAttribute("aria-label", `Copy the address of ${row.id}`);
    row.cells[2].append(" ", button);
  }
  table.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const address = new URL(`#${button.closest("tr").id}`, location.href).href;
    try {
      await navigator.clipboard.writeText(address);
      button.textContent = "Copied";
    } catch {
      location.hash = button.closest("tr").id; /* not allowed to copy: the reader can */
    }
  });
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  filter();
})();
