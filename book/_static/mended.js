// What the theme and some engines leave undone.
(() => {
  "use strict";

  addEventListener("click", (event) => {
    /* On a phone the contents lie over the page: an entry that was chosen leads to it. */
    event.target.closest?.("dialog a[href*='#']")?.closest("dialog").close();
  });

  addEventListener("load", () => {
    /* What controls a page stays hidden until its script has brought it to life. */
    for (const form of document.querySelectorAll(".ledger-controls")) {
      const note = document.createElement("p");
      note.className = "on-screen";
      note.textContent = "The controls that belong here need a newer browser, or did not come whole: reload the page. What they search is on this page or under “Data”.";
      form.closest("[hidden]")?.before(note);
    }
    /* WebKit prints no picture that it has not loaded, and loads none that is far from the window: it gets all once the page stands. */
    if (navigator.vendor.startsWith("Apple")) setTimeout(() => document.querySelectorAll("img[loading]").forEach((image) => (image.loading = "eager")), 1000);
  });
})();
