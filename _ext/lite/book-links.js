/* A link to a page of the book leads to that page, beside this folder; the application takes it for a file beside the notebook. */
for (const kind of ["click", "auxclick"]) {
  const follow = ({ target }) => {
    const link = target.closest?.("a[href]");
    const page = link?.href.match(/\/lite\/files\/([a-z-]+\.html(?:#.*)?)$/);
    if (!page) return;
    link.href = new URL(`../../${page[1]}`, location);
    link.target = "_blank";
    link.removeAttribute("data-commandlinker-command"); // by which the application would open it
  };
  addEventListener(kind, follow, true);
}
