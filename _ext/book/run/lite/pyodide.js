/* Loads Pyodide in the kernel's worker from its pinned public address. Each file must have the bytes that are named here, or in Pyodide's
   own list of packages, whose bytes are named here too; anything else under that address is refused. */
const PYODIDE = "https://cdn.jsdelivr.net/pyodide/v0.27.7/full/";
const INTEGRITY = {
  "pyodide.js": "sha256-tMsjpTq6GcIhZZuftAovGCgdaFaR3AZkf7Cv0Ggbr5g=",
  "pyodide.asm.js": "sha256-a0yQ3ltxcoc/BPIYhNDp0idOMF/jIRZVj+Pk++NhjVE=",
  "pyodide.asm.wasm": "sha256-pQ3RhD+AWgt8RbYQN+4Neybf6F7+DhjvlaNK0k5AH18=",
  "python_stdlib.zip": "sha256-FmEVNHJuXYrCvY+SZBCy3LjW9JqiSRNGNTO0V6IRXBY=",
  "pyodide-lock.json": "sha256-nEW5FgAadQ9BAvwodJTz6rIVkJx1NcYmog24D9YzPiw=",
};
// Here the fonts are found anew for each reader, and matplotlib would say so above the first chart.
const QUIET = `import logging
logging.getLogger("matplotlib.font_manager").addFilter(lambda record: "building the font cache" not in record.getMessage())`;

const say = (address) => new BroadcastChannel("no-python").postMessage(address); // shown by no-python.js, in the page
const fetchUnchecked = self.fetch;
self.fetch = async (resource, options) => {
  const address = new URL(resource instanceof Request ? resource.url : resource, self.location.href).href;
  if (!address.startsWith(PYODIDE)) {
    const answer = fetchUnchecked(resource, options);
    if (new URL(address).origin === self.location.origin) answer.catch(() => say(address)); // the kernel would wait in silence
    return answer;
  }
  const integrity = INTEGRITY[address.slice(PYODIDE.length)];
  if (!integrity) throw new TypeError(`${address} is not a file of the pinned Pyodide`);
  return fetchUnchecked(address, { ...options, integrity });
};

self.loadPyodide = async (options) => {
  try {
    const [main, engine, lock] = await Promise.all(
      ["pyodide.js", "pyodide.asm.js", "pyodide-lock.json"].map(async (name) => (await fetch(PYODIDE + name)).text()),
    );
    for (const { file_name, sha256 } of Object.values(JSON.parse(lock).packages)) {
      INTEGRITY[file_name] = "sha256-" + btoa(String.fromCharCode(...sha256.match(/../g).map((byte) => parseInt(byte, 16))));
    }
    for (const script of [main, engine]) (0, eval)(script); // checked by now; the first puts its own `loadPyodide` in the place of this one
    const python = await self.loadPyodide({ ...options, indexURL: PYODIDE });
    python.runPython(QUIET);
    return python;
  } catch (error) {
    say(PYODIDE);
    throw error;
  }
};
