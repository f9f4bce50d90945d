// What copies code and citations comes once the reader sees some of either: most of it is folded away.
(() => {
  const address = new URL("copy.js", document.currentScript.src);
  const near = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    near.disconnect();
    const script = document.createElement("script");
    script.src = address;
    document.body.append(script);
  });
  for (const text of document.querySelectorAll("div.highlight pre, .exhibit-cite > p")) near.observe(text);
})();
