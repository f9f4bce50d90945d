/* Says what to do where no cell can run: without this the notebook would wait in silence, or never appear. */
const say = (text, name = "no-python") => {
  const notice = document.createElement("p");
  document.getElementById(name)?.remove(); // said once
  notice.id = name;
  notice.setAttribute("role", "alert");
  notice.style = "position:fixed;inset:auto 0 0 0;z-index:99999;margin:0;padding:1em;background:#fff4ce;color:#1b1b1e;font:16px sans-serif";
  notice.textContent = text;
  document.body.append(notice);
  return notice;
};

const parsed = new Promise((done) => (document.readyState === "loading" ? addEventListener("DOMContentLoaded", done) : done())); // from here on a notice has its place

/* Browsers run modules, of which the application is made, only where the server says that they are scripts. */
fetch(document.currentScript.src, { method: "HEAD" })
  .then(({ headers }) => parsed.then(() => headers.get("content-type") ?? "no type"))
  .then((type) => {
    if (/javascript/.test(type)) return;
    say(
      `This server calls scripts “${type}”, so the browser runs none of the notebook’s. Serve the book with another server, ` +
        "or tell this one that files ending in .js are text/javascript (on Windows, a registry entry may have changed that).",
    );
  })
  .catch(() => {}); // a page opened from a folder: see below

if (location.protocol === "file:") {
  const book = decodeURIComponent(new URL("../..", location).pathname);
  parsed.then(() =>
    say(
      "A page that was opened from a folder cannot run: Python in the browser needs a web address. " +
        `In a terminal type  python3 -m http.server -d "${book}"  then open http://localhost:8000 and press “Run” there.`,
    ),
  );
}

new BroadcastChannel("no-python").onmessage = ({ data }) =>
  say(
    `Python could not be fetched from ${new URL(data).host}, so no cell can run. Check the connection and reload this page. ` +
      "Your edits are kept. Without a connection, run the page on your own machine: see “Run it yourself” in the book.",
  );
