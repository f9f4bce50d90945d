// Before anything is drawn: a stand-in where the browser keeps nothing for this site, so that every script lives and remembers as long
// as the page does; then the color mode that the reader chose, or the system's.
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
