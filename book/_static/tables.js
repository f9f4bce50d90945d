// A page of a table's rows: a field that searches the rows, and columns that sort at a click.
// Without scripts the same rows stand there in the order of the file.
(() => {
  "use strict";

  // What a form has chosen, in words: "Section: The history; Kind: fact". What is no value of its field is left out.
  window.chosen = (form) =>
    [...form.elements]
      .filter((field) => field.name && field.value && field.getAttribute("aria-invalid") !== "true")
      .map((field) => `${field.labels[0].firstChild.textContent.trim()}: ${field.selectedOptions?.[0].textContent ?? field.value}`)
      .join("; ");

  const order = new Intl.Collator("en", { numeric: true });

  function addSearch(table, rows) {
    const label = document.createElement("label");
    const field = document.createElement("input");
    const count = document.createElement("output");
    field.type = "search";
    field.autocomplete = "off";
    label.append("Search these rows ", field);
    const bar = document.createElement("p");
    bar.className = "data-search";
    bar.append(label, " ", count);
    table.closest(".exhibit-scroll").before(bar);
    const find = window.finder(rows);
    const show = () => {
      const fits = find(field.value);
      let shown = 0;
      rows.forEach((row) => {
        row.hidden = !fits(row);
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = `${shown.toLocaleString("en-US")} of ${rows.length.toLocaleString("en-US")} rows`;
    };
    field.addEventListener("input", show);
    show();
  }

  function addSorting(table, body, rows) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        const cell = (row) => row.cells[column].textContent;
        const number = (text) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN);
        const sorted = [...rows].sort((a, b) => {
          const [x, y] = [cell(a), cell(b)];
          if (!x || !y) return (x ? 0 : 1) - (y ? 0 : 1); // what is empty stands last either way
          const difference = number(x) - number(y);
          return (down ? -1 : 1) * (Number.isNaN(difference) ? order.compare(x, y) : difference);
        });
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        body.append(...sorted);
      });
    });
  }

  /* `?only=` with ids, as a number names the rows that it rests on: these alone, with the way back to all. */
  function chosen(rows) {
    const ids = new URLSearchParams(location.search).get("only")?.split(",");
    const own = rows.filter((row) => ids?.includes(row.id));
    if (!own.length) return rows;
    rows.filter((row) => !own.includes(row)).forEach((row) => row.remove());
    const all = document.createElement("a");
    all.href = location.pathname.split("/").pop();
    all.textContent = "show all rows";
    const note = document.createElement("p");
    note.append("These are the rows on which a number of the book rests; ", all, ".");
    table.closest(".exhibit-scroll").before(note);
    return own;
  }

  const table = document.querySelector(".data-rows table");
  const body = table?.tBodies[0];
  if (body) {
    const rows = chosen([...body.rows]);
    addSearch(table, rows);
    addSorting(table, body, rows);
  }
})();
