/* A button that copies a chart's citation. Without this script the citation is there as text. */
for (const citation of document.querySelectorAll(".exhibit-cite > p")) {
  const button = document.createElement("button");
  const text = citation.textContent;
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(citation); /* not allowed to copy: the reader can */
    }
  });
  citation.after(button);
}
