// What copies code and citations comes once the reader sees some of either: most of it is folded away. What marks words comes with words to mark.
(() => {
  const here = document.currentScript.src;
  function load(name) {
    const script = document.createElement("script");
    script.src = new URL(name, here);
    document.body.append(script);
  }
  const near = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    near.disconnect();
    load("copy.js");
  });
  for (const text of document.querySelectorAll("div.highlight pre, .exhibit-cite > p")) near.observe(text);
  if (new URLSearchParams(location.search).has("highlight")) load("matches.js");
})();
