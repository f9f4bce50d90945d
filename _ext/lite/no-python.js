/* Says what to do when Python could not be fetched: without this the notebook would wait in silence. */
new BroadcastChannel("no-python").onmessage = ({ data }) => {
  const notice = document.createElement("p");
  notice.setAttribute("role", "alert");
  notice.style = "position:fixed;inset:auto 0 0 0;z-index:99999;margin:0;padding:1em;background:#fff4ce;color:#1b1b1e;font:16px sans-serif";
  notice.textContent =
    `Python could not be fetched from ${new URL(data).host}, so no cell can run. Check the connection and reload this page. ` +
    "Your edits are kept. Without a connection, run the page on your own machine: see “Run it yourself” in the book.";
  document.body.append(notice);
};
