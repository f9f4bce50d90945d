// Before anything is drawn: a stand-in where the browser keeps nothing for this site, so that every script lives and remembers as long
// as the page does; then the color mode that the reader chose, or the system's; and a call for the letters, which the styles would make late:
// when they come after the first paint, lines break anew. From a folder no page may call so.
for (const name of ["localStorage", "sessionStorage"]) {
  try {
    window[name].setItem("try", "");
    window[name].removeItem("try");
  } catch {
    const kept = new Map();
    const getItem = (key) => kept.get(key) ?? null;
    const standIn = { getItem, setItem: (key, value) => void kept.set(key, String(value)), removeItem: (key) => void kept.delete(key) };
    Object.defineProperty(window, name, { value: standIn });
  }
}
{
  const mode = localStorage.getItem("mode") || "auto";
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  Object.assign(document.documentElement.dataset, { mode, theme: mode === "auto" ? system : mode });
}
if (location.protocol !== "file:") {
  for (const face of ["serif", "serif-bold", "sans", "sans-bold"]) {
    const href = new URL(`${face}.woff2`, document.currentScript.src);
    document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href }));
  }
}
