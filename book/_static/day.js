// A handle that runs along the time of a picture and says what stood on the day under it: a chart, or the timeline of Explore, which tells
// it what part of time it shows. The lists of Explore come at the first touch. Without this script the picture stands as it is.
(() => {
  "use strict";
  const box = document.querySelector(".handle");
  const chart = document.getElementById(box.dataset.of);
  const picture = chart?.querySelector("picture") ?? document.querySelector(".explore-picture");
  const points = JSON.parse(box.querySelector("script").textContent);
  const slider = box.querySelector("input");
  const line = document.createElement("span");
  const DAY = 864e5;
  const first = Date.parse(points.first);
  const narrow = matchMedia("(max-width: 600px)");
  const nth = (at) => (Date.parse(at) - first) / DAY;
  const inWords = (text) => new Date(text).toLocaleDateString("en-US", { timeZone: "UTC", year: "numeric", month: "long", day: "numeric" });
  let chosen = points.through;

  const rungOn = (post, day) => post.rungs.findLast(([start]) => start <= day)[1];

  const loading = new Map();
  /* A script that is loaded once, when it is first needed; it works from a folder too, where a page may read no other file. */
  window.loaded = (name) => {
    if (!loading.has(name)) {
      loading.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `_static/${name}`;
        script.addEventListener("load", resolve);
        script.addEventListener("error", () => {
          loading.delete(name);
          reject(new Error(name));
        });
        document.head.append(script);
      }));
    }
    return loading.get(name);
  };
  let events = null;
  /* What an answer needs: changes by day, and the list of events, of which each begins its id with the date. */
  const ready = () => Promise.all(["explore-days.js", "explore-list.js"].map(window.loaded)).then(() => {
    events ??= [...new DOMParser().parseFromString(globalThis.exploreList, "text/html").querySelectorAll("li")]
      .map((item) => ({ id: item.id, strong: Number(item.dataset.t ?? 0), said: item.textContent.replace(item.querySelector("b").textContent, "").trim() }))
      .filter((event) => /^\d{4}-\d{2}-\d{2}-/.test(event.id));
  });

  const part = (selector) => box.querySelector(`.handle-answer ${selector}`);
  function tell(at) {
    const { heads, instruments, listed } = globalThis.exploreDays;
    const inForce = ([start, end]) => start <= at && (!end || at < end);
    points.posts.forEach((post, place) => {
      const level = points.rungs[rungOn(post, at)];
      const headed = (person, rank) => (rank.toLowerCase().startsWith(level) ? person : `${person}, ${rank[0].toLowerCase()}${rank.slice(1)}`);
      const named = ([, end, person, rank]) => `${end ? "" : "last\u00a0known: "}${headed(person, rank)}`;
      part(`.handle-post-${place} b ~ b`).textContent = level;
      part(`.handle-post-${place} span`).textContent = heads[place].filter(inForce).map(named).join(", ").replace(/.+/, "($&)");
    });
    const last = events.findLast(({ id }) => id.slice(0, 10) <= at).id.slice(0, 10);
    const before = events.filter(({ id }) => id.startsWith(last)).reduce((one, other) => (other.strong >= one.strong ? other : one)); /* of one day the strongest */
    part("[data-of=instruments]").textContent = instruments.filter((each) => inForce(each) && !each[5]).length;
    part("[data-of=listed]").textContent = listed.findLast(([start]) => start <= at)?.slice(1).reduce((sum, each) => sum + each, 0) ?? 0;
    part("[data-of=all]").href = `explore.html#day=${at}`;
    part("[data-of=date]").textContent = inWords(before.id.slice(0, 10));
    part("[data-of=last]").textContent = before.said;
    part("[data-of=last]").href = `explore.html#${before.id}`;
  }

  /* Where the line stands, in parts of the time that is shown; away from it, and on a chart at its end, which is marked there, it is not seen. */
  function place() {
    slider.value = nth(chosen);
    const at = (nth(chosen) - slider.min) / (slider.max - slider.min);
    line.style.setProperty("--at", at);
    line.hidden = !(at >= 0 && at <= 1) || (chart && chosen === points.through);
    if (points.drawn) weigh();
  }

  /* The scale beside the bands has the level of the check date in bold; over it is written that of the chosen day, where it is another. */
  function weigh() {
    points.posts.forEach((post, place) => {
      const [now, then] = [points.through, chosen].map((day) => rungOn(post, day));
      for (const [level, rung] of [["now", now], ["then", then]]) {
        const [, name, down] = drawn().scale[place].find(([each]) => each === rung) ?? [];
        const text = names[level][place];
        text.hidden = now === then || !name;
        text.textContent = name;
        text.style.top = `${100 * down}%`;
      }
    });
  }

  function show(at) {
    chosen = at;
    place();
    slider.setAttribute("aria-valuetext", inWords(at));
    part(".handle-day").textContent = inWords(at);
    ready().then(() => at === chosen && tell(at), () => (part(".handle-day").textContent = "The days could not be loaded. Reload the page, or choose a day on the page Explore."));
  }

  let writing = 0;
  /* Shows a day that a reader chose, and keeps it in the address, if the page does not. */
  function move(value) {
    slider.value = value;
    show(new Date(first + slider.value * DAY).toISOString().slice(0, 10));
    if (!box.dispatchEvent(new CustomEvent("day", { cancelable: true, detail: chosen }))) return;
    clearTimeout(writing);
    writing = setTimeout(() => history.replaceState(null, "", `#day=${chosen}`), 150);
  }

  /* Which days are shown, and where their field lies, in parts of the picture's width and height. */
  function fit({ from, to, ...field }) {
    [slider.min, slider.max] = [nth(from), nth(to)];
    for (const [side, at] of Object.entries(field)) box.parentElement.style.setProperty(`--${side}`, at);
    place();
  }
  window.handle = { fit, show };

  picture.append(line);
  line.className = "handle-line";
  slider.addEventListener("input", () => move(slider.value));
  slider.addEventListener("keydown", (press) => {
    const keys = press.shiftKey ? { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 } : { PageUp: 12, PageDown: -12 };
    if (!(press.key in keys) || press.ctrlKey || press.metaKey || press.altKey) return;
    press.preventDefault();
    const [year, month, day] = chosen.split("-").map(Number);
    const there = (date) => Date.UTC(year, month - 1 + keys[press.key] + (date ? 0 : 1), date);
    move((Math.min(there(day), there(0)) - first) / DAY); /* of a shorter month the last day */
  });
  slider.setAttribute("aria-valuetext", inWords(chosen));
  box.hidden = false;
  if (!chart) return;

  picture.after(box);
  picture.append(slider);
  picture.addEventListener("pointerdown", (press) => press.pointerType === "mouse" && follow(press));
  picture.addEventListener("pointermove", (press) => press.pointerType === "mouse" && press.buttons && follow(press));
  picture.addEventListener("dragstart", (drag) => drag.preventDefault());
  const drawn = () => points.drawn[Number(narrow.matches)];
  const written = (level) => points.posts.map(() => {
    const text = document.createElement("span");
    text.className = `handle-${level}`;
    text.setAttribute("aria-hidden", "true");
    picture.append(text);
    return text;
  });
  const names = { now: written("now"), then: written("then") };
  function follow(press) {
    if (press.target === slider) return;
    const frame = picture.getBoundingClientRect();
    const { begin, end } = drawn();
    move(Math.round(+slider.min + (((press.clientX - frame.left) / frame.width - begin) / (end - begin)) * (slider.max - slider.min)));
  }
  function whole() {
    const { scale, ...field } = drawn();
    fit(field);
  }
  narrow.addEventListener("change", whole);
  whole();
  function read() {
    const at = /^#day=(\d{4}-\d{2}-\d{2})$/.exec(location.hash)?.[1];
    if (at && at >= points.first && at <= points.through) show(at);
  }
  addEventListener("hashchange", read);
  read();
})();
