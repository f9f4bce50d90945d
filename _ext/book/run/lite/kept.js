/* The browser keeps a page that was run. Where the book has a newer one, says so and offers it. */
const answer = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/* What `act` makes of the store in which the application keeps files; nothing if it has not kept any. */
const inStore = async (mode, act) => {
  for (const { name } of (await indexedDB.databases?.()) ?? []) {
    const database = await answer(indexedDB.open(name));
    const keeps = database.objectStoreNames.contains("files");
    const found = keeps ? await answer(act(database.transaction("files", mode).objectStore("files"))) : undefined;
    database.close();
    if (keeps) return found;
  }
};

(async () => {
  const page = new URLSearchParams(location.search).get("path");
  const kept = page && (await inStore("readonly", (files) => files.get(page)));
  if (!kept) return;
  const served = await (await fetch(new URL(`../files/${page}`, location), { cache: "no-cache" })).json();
  if (kept.content.metadata.made === served.metadata.made) return;
  const renew = document.createElement("button");
  renew.textContent = "Open the new page";
  renew.addEventListener("click", async () => {
    await inStore("readwrite", (files) => files.delete(page));
    location.reload();
  });
  const text = "You ran this page before, and your browser keeps it as it was: the book has a newer one. What you changed here goes with the old page. ";
  const notice = say(text, "older-page");
  notice.style.inset = "auto 0 5em 0"; /* above what may be said of Python */
  notice.append(renew);
})();
