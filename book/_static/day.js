// A handle that runs along the time of a chart and says what stood on the day under it. The lists of Explore come at the first touch.
// Without this script the picture stands as it is.
(() => {
  "use strict";
  const box = document.querySelector(".handle");
  const figure = document.getElementById(box.dataset.of);
  const points = JSON.parse(box.querySelector("script").textContent);
  const slider = box.querySelector("input");
  const answer = box.querySelector(".handle-answer");
  const line = document.createElement("span");
  const DAY = 864e5;
  const first = Date.parse(points.first);
  const last = (Date.parse(points.through) - first) / DAY;
  const narrow = matchMedia("(max-width: 600px)");
  const day = () => new Date(first + slider.value * DAY).toISOString().slice(0, 10);
  const inWords = (text) => new Date(text).toLocaleDateString("en-US", { timeZone: "UTC", year: "numeric", month: "long", day: "numeric" });

  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  const load = (name) => new Promise((resolve, reject) => {
    const script = make("script", { src: `_static/${name}` });
    script.addEventListener("load", resolve);
    script.addEventListener("error", reject);
    document.head.append(script);
  });
  let asked = null;
  let events = [];
  /* What an answer needs: changes by day, and the list of events, of which each begins its id with the date. */
  const ready = () => (asked ??= Promise.all(["explore-days.js", "explore-list.js"].map(load)).then(() => {
    const list = new DOMParser().parseFromString(globalThis.exploreList, "text/html");
    events = [...list.querySelectorAll("li")].map((item) => ({ id: item.id, said: item.textContent.replace(item.querySelector("b").textContent, "").trim() }))
      .filter((event) => /^\d{4}-\d{2}-\d{2}-/.test(event.id));
  }));

  function tell(at) {
    const { heads, instruments, listed } = globalThis.exploreDays;
    const inForce = ([start, end]) => start <= at && (!end || at < end);
    const posts = points.posts.map((post, place) => {
      const [, rung] = post.rungs.findLast(([start]) => start <= at);
      const people = heads[place].filter(inForce).map(([, , person]) => person).join(", ");
      return make("p", { class: `handle-post-${place}` }, make("b", {}, `${post.name}: `), points.rungs[rung], people && ` (${people})`);
    });
    const names = listed.findLast(([start]) => start <= at)?.slice(1).reduce((sum, each) => sum + each, 0) ?? 0;
    const there = instruments.filter((each) => inForce(each) && !each[5]).length;
    const before = events.findLast(({ id }) => id.slice(0, 10) <= at);
    const what = before ? [`Last, on ${inWords(before.id.slice(0, 10))}: `, make("a", { href: `explore.html#${before.id}` }, before.said)] : [];
    answer.replaceChildren(
      make("p", { class: "handle-day" }, inWords(at)), ...posts,
      make("p", {}, `In force: ${there} U.S. instruments; ${names} names listed. `, make("a", { href: `explore.html#day=${at}` }, "All that stood on that day")),
      make("p", {}, ...what));
  }

  let writing = 0;
  function move(value) {
    slider.value = value;
    const at = day();
    line.style.setProperty("--at", slider.value / last);
    slider.setAttribute("aria-valuetext", inWords(at));
    ready().then(() => at === day() && tell(at), () => (answer.textContent = "The days could not be loaded. Reload the page, or choose a day on the page Explore."));
    clearTimeout(writing);
    writing = setTimeout(() => history.replaceState(null, "", `#day=${at}`), 150);
  }

  /* Where the time begins and ends in the drawing that is shown, in parts of its width. */
  function fit() {
    const [begin, end] = box.dataset[narrow.matches ? "narrow" : "wide"].split(" ");
    figure.style.setProperty("--begin", begin);
    figure.style.setProperty("--end", end);
  }

  const picture = figure.querySelector("picture");
  picture.append(line);
  line.className = "handle-line";
  picture.after(box);
  picture.addEventListener("pointerdown", (press) => press.pointerType === "mouse" && follow(press));
  picture.addEventListener("pointermove", (press) => press.pointerType === "mouse" && press.buttons && follow(press));
  picture.addEventListener("dragstart", (drag) => drag.preventDefault());
  function follow(press) {
    const frame = picture.getBoundingClientRect();
    const [begin, end] = ["--begin", "--end"].map((name) => Number(figure.style.getPropertyValue(name)));
    move(Math.round((((press.clientX - frame.left) / frame.width - begin) / (end - begin)) * last));
  }
  slider.max = slider.value = last;
  slider.addEventListener("input", () => move(slider.value));
  narrow.addEventListener("change", fit);
  fit();
  box.hidden = false;
  const read = () => {
    const at = /^#day=(\d{4}-\d{2}-\d{2})$/.exec(location.hash)?.[1];
    if (at && at >= points.first && at <= points.through) move((Date.parse(at) - first) / DAY);
  };
  addEventListener("hashchange", read);
  read();
})();
