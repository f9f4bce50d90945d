/* A link to a page or a file of the book leads there, beside this folder; the application takes it for a file beside the notebook. */
for (const kind of ["click", "auxclick"]) {
  const follow = ({ target }) => {
    const link = target.closest?.("a[href]");
    const place = link?.href.match(/\/lite\/files\/(?!.*\.ipynb)(.+)$/);
    if (!place) return;
    link.href = new URL(`../../${place[1]}`, location);
    link.target = "_blank";
    link.removeAttribute("data-commandlinker-command"); // by which the application would open it
  };
  addEventListener(kind, follow, true);
}
