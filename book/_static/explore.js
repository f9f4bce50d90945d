// The page "Explore": the timeline of events and their filters, and what stood on a day. Both are drawn from lists as JSON; the list
// of events with their words comes with the first sign of a reader. Without this script a link leads to the table.
(() => {
  "use strict";

  const DAY = 864e5;
  const SVG = "http://www.w3.org/2000/svg";
  const time = (text) => Date.parse(`${text}T00:00:00Z`);
  const iso = (moment) => new Date(moment).toISOString().slice(0, 10);
  const inWords = (text) =>
    new Date(time(text)).toLocaleDateString("en-US", { timeZone: "UTC", year: "numeric", month: "long", day: "numeric" });
  const count = (number, one, many) => `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;

  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  function draw(name, attributes, text = "") {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = text;
    return element;
  }

  /* First and last day that "1992", "1997-03" or "2008-03-12" can mean; nothing if it is none of these. */
  function span(known) {
    const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(known.trim());
    if (!parts) return null;
    const [year, month, day] = parts.slice(1).map((part) => part && Number(part));
    const first = Date.UTC(year, (month ?? 1) - 1, day ?? 1);
    const last = day ? first : Date.UTC(month ? year : year + 1, month ?? 0, 0);
    return iso(first).startsWith(known.trim()) ? { first, last } : null;
  }

  /* What `keyOf` puts together, in the order of the first of each. Newer browsers bring such a function, those of 2023 do not. */
  function groups(list, keyOf) {
    const found = new Map();
    for (const each of list) {
      const key = keyOf(each);
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(each);
    }
    return found;
  }

  // The address keeps what is chosen, behind the "#" so that it works from a folder: one event's id, or "name=value&…".
  const NAMES = ["words", "category", "actor", "tone", "from", "to", "event", "day"];
  const state = new Map();
  function wanted() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return location.hash.slice(1); // a stray "%"
    }
  }
  let writing = 0;
  function keep(values) {
    for (const [name, value] of Object.entries(values)) state.set(name, value);
    clearTimeout(writing);
    writing = setTimeout(write, 150); // browsers allow only so many changes of an address in a while
  }

  // An address that is being followed must not be written over before it is read.
  addEventListener("click", (click) => click.target.closest('a[href*="#"]') && clearTimeout(writing), true);

  function write() {
    const kept = NAMES.filter((name) => state.get(name)).map((name) => [name, state.get(name)]);
    const alone = kept.length === 1 && kept[0][0] === "event";
    const text = alone ? kept[0][1] : new URLSearchParams(kept).toString();
    const ours = location.hash.includes("=") || byId.has(wanted());
    if (text || ours) history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
  }

  const points = JSON.parse(document.querySelector(".handle script").textContent);
  const rungOn = (post, day) => post.rungs.findLast(([start]) => start <= day);

  // ---- the timeline

  const box = document.querySelector(".explore");
  const form = box.querySelector("form");
  const said = box.querySelector(".ledger-count");
  const csv = box.querySelector(".explore-csv");
  const problem = box.querySelector(".explore-problem");
  const title = box.querySelector(".explore-title");
  const card = box.querySelector(".explore-card");
  const picture = box.querySelector(".explore-picture");
  const none = make("p", { class: "explore-none", hidden: "" }, "No event fits. Take away a word or a filter, or choose “Show all”.");
  const onPaper = [0, 1].map(() => make("p", { class: "on-paper" })); // what was chosen, over the timeline and over the list
  const first = time(box.dataset.first);
  const through = time(box.dataset.through);
  const { opens } = box.dataset;
  const thin = box.dataset.thin.split(" ").map(time);
  const TONES = { closer: (tone) => tone > 0, apart: (tone) => tone < 0, neutral: (tone) => tone === 0, none: Number.isNaN };
  const EFFECTS = { "-2": "drove apart, strongly", "-1": "drove apart", 0: "neither closer nor apart", 1: "brought closer", 2: "brought closer, strongly" };

  const list = document.querySelector(".chronology");
  const events = JSON.parse(list.querySelector("script").textContent).map((line, order) => {
    const [known, category, actor, tone, confidence] = line.split(",");
    const dates = span(known);
    const middle = dates.first + Math.floor((dates.last - dates.first) / DAY / 2) * DAY;
    return { order, category, actors: actor.split("+"), tone: Number(tone === "." ? NaN : (tone ?? 0)), confidence, known, middle, ...dates };
  });
  const fullDate = ({ known, when }) => `${known} ${when} ${/-\d\d-/.test(known) ? inWords(known) : ""}`;
  const categories = [...form.elements.category.options].slice(1).map((option) => option.value);
  const byId = new Map();
  const byYear = new Map();

  let shown = events;
  let chosen = null;
  let opening = true; // until something is chosen, the picture shows the years from `opens` on, and the list all
  let view = { from: first, to: through };
  let marks = [];
  let find = null; // once the list is there

  /* The list of events with their words, once, when it is first needed. */
  const listed = () => window.loaded("explore-list.js").then(() => {
    if (find) return;
    list.innerHTML = globalThis.exploreList;
    const items = [...list.querySelectorAll("li")];
    events.forEach((event, place) => {
      const item = items[place];
      const fold = item.closest("details");
      const year = fold.querySelector("h3").textContent;
      const day = item.querySelector("b").textContent;
      const when = day === year ? year : /\d/.test(day) ? `${day}, ${year}` : `${day} ${year}`;
      Object.assign(event, { item, fold, when, id: item.id });
      byId.set(item.id, event);
      byYear.set(fold, [...(byYear.get(fold) ?? []), event]);
    });
    find = window.finder(items, ({ id }) => `${fullDate(byId.get(id))} ${id.replaceAll("-", " ")}`);
    // A date becomes a link, a year at a time, when the browser has nothing else to do: all at once would hold up the page.
    const idle = window.requestIdleCallback ?? setTimeout;
    for (const own of byYear.values()) idle(() => {
      for (const { id, item } of own) {
        const date = item.querySelector("b");
        date.replaceChildren(make("a", { href: `#${id}`, title: "Choose this event" }, ...date.childNodes));
      }
    });
    filter();
  });
  /* Does something once the list is there: at once if it is. */
  const once = (act) => (find ? act() : listed().then(() => act(), () => {
    problem.textContent = "The list of events could not be loaded. Reload the page, or take the whole table, events.csv, under “Data”.";
  }));

  function period() {
    const [from, to] = ["from", "to"].map((name) => {
      const text = form.elements[name].value.trim();
      return { text, dates: text ? span(text) : null };
    });
    const wrong = [from, to].map(({ text, dates }) => {
      if (!text) return "";
      if (!dates) return `“${text}” is not a date. Write 2008, 2008-03 or 2008-03-12.`;
      if (dates.last < first || dates.first > through) return `${text} is outside the table, which runs from ${inWords(iso(first))} to ${inWords(iso(through))}.`;
      return "";
    });
    const result = { from: wrong[0] || !from.dates ? first : from.dates.first, to: wrong[1] || !to.dates ? through : to.dates.last };
    if (result.from > result.to) {
      wrong[0] = "The period ends before it begins: change “From” or “To”.";
      result.from = first;
      result.to = through;
    }
    form.elements.from.setAttribute("aria-invalid", Boolean(wrong[0]));
    form.elements.to.setAttribute("aria-invalid", Boolean(wrong[1]));
    return { ...result, wrong: [...new Set(wrong)].filter(Boolean).join(" ") };
  }

  let narrowed = false;
  function filter(note = "") {
    const asked = Object.fromEntries(new FormData(form));
    const { from, to, wrong } = opening ? { from: time(opens), to: through } : period();
    const fits = find?.(asked.words);
    view = { from: Math.max(first, from), to: Math.min(through, to) };
    shown = events.filter((event) =>
      event.last >= from && event.first <= to && (!asked.category || event.category === asked.category) &&
      (!asked.actor || event.actors.includes(asked.actor)) && (!asked.tone || TONES[asked.tone](event.tone)) && (!fits || fits(event.item)));
    const inList = new Set(opening ? events : shown);
    if (find) for (const event of events) event.item.hidden = !inList.has(event);
    for (const [fold, own] of byYear) {
      fold.hidden = !own.some((event) => inList.has(event));
      if (narrowed !== inList.size < events.length) fold.open = !narrowed || !fold.nextElementSibling; // what was searched for shows
    }
    narrowed = inList.size < events.length;
    const message = [note, wrong].filter(Boolean).join(" ");
    if (problem.textContent !== message) problem.textContent = message;
    said.textContent = `${shown.length.toLocaleString("en-US")} of ${count(events.length, "event", "events")} shown${opening ? "; all are listed below" : ""}`;
    title.textContent = finding();
    none.hidden = shown.length > 0;
    const words = window.chosen(form);
    for (const each of onPaper) each.textContent = words && `${said.textContent}. ${words}.`;
    csv.textContent = `Download ${count(shown.length, "event", "events")} (CSV)`; // the number beside the fields: on a phone the other is out of sight
    csv.disabled = !shown.length;
    if (chosen && !shown.includes(chosen)) choose(null);
    else if (!chosen) show(null);
    keep({ ...asked, event: chosen?.id });
    paint();
  }

  /* What the events shown did to the relation, over the years or days of the view. */
  function finding() {
    const steps = (sign) => shown.filter((event) => Math.sign(event.tone) === sign).length;
    const ends = [view.from, view.to].map(iso);
    const years = (view.from === first || ends[0].endsWith("-01-01")) && (view.to === through || ends[1].endsWith("-12-31"));
    const [from, to] = ends.map((day) => (years ? day.slice(0, 4) : inWords(day)));
    const when = from === to ? `In ${from}` : `From ${from} to ${to}`;
    return `${when}: ${count(steps(1), "step", "steps")} closer, ${steps(-1)} apart`;
  }

  function clear() {
    opening = false;
    for (const field of form.elements) if (field.name) field.value = "";
    once(filter);
  }

  // The picture: a band for each post's level, a row for each category, the years below.
  const ROW = 21;
  const BAND = 31;
  const SIDE = 106;
  const NUMBER = 34;
  const SHAPES = {
    up: (x, y, r) => `M${x} ${y - r}L${x + r} ${y + r * 0.8}H${x - r}Z`,
    down: (x, y, r) => `M${x} ${y + r}L${x + r} ${y - r * 0.8}H${x - r}Z`,
    dot: (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`,
  };
  const shape = (tone) => (tone > 0 ? "up" : tone < 0 ? "down" : "dot");
  const size = (tone) => (Math.abs(tone) === 2 ? 6.5 : tone ? 4.8 : 3.2);

  const svg = draw("svg", { tabindex: 0, role: "slider", "aria-label": "Timeline of the events shown. Arrow keys go from event to event, Enter goes to it in the list." });
  picture.append(svg);

  function axis(width, top, bottom, x) {
    const days = (view.to - view.from) / DAY;
    const wanted = Math.max(2, Math.floor(width / 46));
    const years = [1, 2, 5, 10, 20].find((step) => days / 365 / step <= wanted);
    const months = days < 365 * 2.5 ? [1, 2, 3, 6].find((step) => days / 30.4 / step <= wanted) ?? 6 : 0;
    const weekly = days < 75 ? Math.max(1, Math.ceil(days / wanted)) : 0;
    const ticks = [];
    const start = new Date(view.from);
    if (weekly) for (let t = view.from; t <= view.to; t += weekly * DAY) ticks.push([t, { month: "short", day: "numeric" }]);
    else if (months) {
      for (let m = 0; ; m += 1) {
        const t = Date.UTC(start.getUTCFullYear(), m, 1);
        if (t > view.to) break;
        if (t >= view.from && m % months === 0) ticks.push([t, m % 12 ? { month: "short" } : { year: "numeric" }]);
      }
    } else {
      for (let y = Math.ceil(start.getUTCFullYear() / years) * years; Date.UTC(y, 0, 1) <= view.to; y += years) {
        if (Date.UTC(y, 0, 1) >= view.from) ticks.push([Date.UTC(y, 0, 1), { year: "numeric" }]);
      }
    }
    return ticks.flatMap(([t, parts]) => [
      draw("line", { class: "explore-grid", x1: x(t), x2: x(t), y1: top, y2: bottom }),
      draw("text", { x: x(t), y: bottom + 15, "text-anchor": x(t) > SIDE + width - 20 ? "end" : "middle" },
        new Date(t).toLocaleDateString("en-US", { timeZone: "UTC", ...parts })),
    ]);
  }

  function paint() {
    const all = picture.clientWidth;
    if (!all) return;
    const width = all - SIDE - NUMBER;
    const scale = width / (view.to + DAY - view.from);
    const x = (moment) => SIDE + (moment - view.from) * scale;
    const top = points.posts.length * BAND + 10;
    const bottom = top + categories.length * ROW;
    const inside = (moment) => Math.min(view.to + DAY, Math.max(view.from, moment));
    const parts = [];
    if (thin[1] > view.from && thin[0] < view.to) {
      parts.push(draw("rect", { class: "explore-thin", x: x(inside(thin[0])), y: 0, width: Math.max(2, x(inside(thin[1])) - x(inside(thin[0]))), height: bottom }));
    }
    parts.push(...axis(width, 0, bottom, x));
    points.posts.forEach((post, place) => {
      const base = (place + 1) * BAND;
      const [whose, where] = post.name.split(/ (?=in )/);
      for (const [line, text] of [whose, where].entries()) {
        parts.push(draw("text", { class: `explore-name-${place}`, x: SIDE - 8, y: base - 17 + 13 * line, "text-anchor": "end" }, text));
      }
      post.rungs.forEach(([start, rung], i) => {
        const begin = inside(time(start));
        const end = inside(i + 1 < post.rungs.length ? time(post.rungs[i + 1][0]) : through + DAY);
        const height = 1 + rung * 5;
        if (end > begin) parts.push(draw("rect", { class: `explore-post-${place}`, x: x(begin), y: base - height, width: x(end) - x(begin), height }));
      });
    });
    const rows = groups(shown, (event) => event.category);
    marks = [];
    categories.forEach((category, place) => {
      const middle = top + (place + 0.5) * ROW;
      const own = rows.get(category) ?? [];
      parts.push(draw("line", { class: "explore-line", x1: SIDE, x2: SIDE + width, y1: middle, y2: middle }));
      parts.push(draw("text", { x: SIDE - 8, y: middle + 4, "text-anchor": "end" }, category));
      parts.push(draw("text", { x: all, y: middle + 4, "text-anchor": "end", class: "explore-number" }, own.length || "–"));
      const lanes = [-1e9, -1e9, -1e9]; // close marks stand beside each other
      for (const event of own) {
        const at = x(inside(event.middle));
        const lane = lanes.findIndex((taken) => at - taken > 5);
        const y = middle + [0, -5, 5][lane < 0 ? event.order % 3 : lane];
        lanes[Math.max(0, lane)] = at;
        if (event.last > event.first) parts.push(draw("line", { class: "explore-doubt", x1: x(inside(event.first)), x2: x(inside(event.last)), y1: y, y2: y }));
        marks.push({ event, x: at, y });
      }
    });
    for (const { event, x: at, y } of [...marks].sort((a, b) => Math.abs(a.event.tone || 0) - Math.abs(b.event.tone || 0))) {
      const kind = shape(event.tone);
      parts.push(draw("path", { class: `explore-${kind}${event.confidence ? " explore-hollow" : ""}`, d: SHAPES[kind](at, y, size(event.tone)) }));
    }
    marks.sort((a, b) => a.event.order - b.event.order);
    parts.push(draw("g", { class: "explore-chosen" }));
    svg.setAttribute("viewBox", `0 0 ${all} ${bottom + 22}`);
    svg.setAttribute("height", bottom + 22);
    svg.replaceChildren(...parts);
    svg.dataset.top = top;
    svg.dataset.bottom = bottom;
    point(chosen);
    const [from, to] = [view.from, view.to].map((moment) => Math.max(moment, time(points.first)));
    window.handle.fit({ from: iso(from), to: iso(to), begin: x(inside(from)) / all, end: x(inside(to)) / all, top: 0, bottom: bottom / (bottom + 22) });
  }

  /* Draws a line and a ring at an event, and says it to a screen reader. */
  function point(event) {
    const mark = marks.find((each) => each.event === event);
    const ring = mark && [
      draw("line", { x1: mark.x, x2: mark.x, y1: 0, y2: svg.dataset.bottom }),
      draw("circle", { cx: mark.x, cy: mark.y, r: size(event.tone) + 4 }),
    ];
    svg.querySelector(".explore-chosen")?.replaceChildren(...(ring ?? []));
    svg.setAttribute("aria-valuemin", Math.min(1, shown.length));
    svg.setAttribute("aria-valuemax", shown.length);
    svg.setAttribute("aria-valuenow", mark ? shown.indexOf(event) + 1 : Math.min(1, shown.length));
    svg.setAttribute("aria-valuetext", mark && find ? `${event.when}, ${event.category}: ${summary(event)}` : `${count(shown.length, "event", "events")}, none chosen`);
  }

  const summary = (event) => [...event.item.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join("").trim();

  /* The sources of an event, in place when they have come. */
  function sources(event) {
    const line = make("p", { class: "explore-sources" }, "Sources: …");
    window.loaded("explore-sources.js").then(() => {
      const links = window.exploreSources.events[event.order].map((place) => {
        const [publisher, url] = window.exploreSources.sources[place];
        return make("a", { href: url }, publisher);
      });
      line.replaceChildren("Sources: ", ...links.flatMap((link, i) => (i ? ["; ", link] : [link])));
    }).catch(() => {
      line.textContent = "The sources could not be loaded. Reload the page, or look the event up in events.csv under “Data”.";
    });
    return line;
  }

  /* What a second reading of an event found, and who else says it, in place when it has come. */
  function reading(event) {
    const line = make("p", { class: "explore-read" });
    window.loaded("explore-readings.js").then(() => {
      const [state, witnesses] = window.exploreReadings[event.order];
      const links = witnesses.map(([publisher, url]) => make("a", { href: url }, publisher));
      line.replaceChildren(`Second reading: ${state}`, ...links.flatMap((link, i) => [i ? "; " : ", see ", link]));
    }).catch(() => line.remove());
    return line;
  }

  function show(event) {
    if (event && !find) return void once(() => show(event));
    if (event && card.dataset.event === event.id) return;
    card.dataset.event = event?.id ?? "";
    card.hidden = !event;
    if (!event) return;
    const facts = [event.category];
    facts.push(EFFECTS[event.tone] ?? "its effect is counted with another act of the episode");
    if (event.confidence) facts.push(`confidence ${event.confidence}`);
    const before = make("button", { type: "button", "aria-label": "Event before" }, "‹");
    const after = make("button", { type: "button", "aria-label": "Event after" }, "›");
    before.addEventListener("click", () => step(-1));
    after.addEventListener("click", () => step(1));
    const where = make("p", { class: "explore-more" }, make("a", { href: `#${event.id}` }, "In the list"));
    if (event.first === event.last && iso(event.first) >= points.first) {
      const link = make("a", { href: "#on-this-day" }, "What stood on that day");
      link.addEventListener("click", (click) => {
        click.preventDefault();
        setDay(iso(event.first));
        document.querySelector("#on-this-day").scrollIntoView();
        dayForm.elements.day.focus({ preventScroll: true });
      });
      where.append(" · ", link);
    }
    card.replaceChildren(
      make("div", { class: "explore-steps" }, before, after),
      make("p", { class: "explore-when" }, make("strong", {}, event.when), ` · ${facts.join(" · ")}`),
      make("p", { class: "explore-summary" }, summary(event)), sources(event), reading(event), where);
  }

  function choose(event) {
    if (event && !find) return void once(() => choose(event));
    chosen?.item.classList.remove("explore-current");
    if (chosen) chosen.item.querySelectorAll(".explore-sources, .explore-read").forEach((line) => line.remove());
    chosen = event;
    if (event) {
      event.fold.open = true;
      event.item.classList.add("explore-current");
      event.item.append(sources(event), reading(event));
    }
    show(event);
    point(event);
    keep({ event: event?.id });
  }

  function step(by) {
    if (!shown.length) return;
    const now = shown.indexOf(chosen);
    const next = now < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, now + by));
    const back = card.contains(document.activeElement) ? document.activeElement.getAttribute("aria-label") : "";
    choose(shown[next]);
    if (back) card.querySelector(`[aria-label="${back}"]`).focus();
  }

  svg.addEventListener("keydown", (press) => {
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10, Home: -events.length, End: events.length };
    if (press.key in steps && !press.ctrlKey && !press.metaKey && !press.altKey) step(steps[press.key]);
    else if (press.key === "Enter" && chosen) location.hash = chosen.id;
    else if (press.key === "Escape" && chosen) choose(null);
    else return;
    press.preventDefault();
  });

  function nearest(pointer) {
    const frame = svg.getBoundingClientRect();
    const [px, py] = [pointer.clientX - frame.left, pointer.clientY - frame.top];
    const reach = pointer.pointerType === "mouse" ? 12 : 24;
    let best = null;
    let least = reach;
    for (const mark of marks) {
      const far = Math.hypot(mark.x - px, mark.y - py);
      if (far < least) [best, least] = [mark.event, far];
    }
    return best;
  }
  svg.addEventListener("pointermove", (pointer) => {
    if (pointer.pointerType !== "mouse") return;
    const event = nearest(pointer);
    svg.style.cursor = event ? "pointer" : "";
    if (event) {
      show(event);
      point(event);
    }
  });
  svg.addEventListener("pointerleave", () => {
    point(chosen);
    if (chosen) show(chosen);
  });
  svg.addEventListener("click", (pointer) => {
    const event = nearest(pointer);
    if (event) choose(event);
  });

  function zoom(from, to) {
    const least = 14 * DAY;
    let length = Math.min(Math.max(least, to - from), through - first);
    let begin = Math.min(Math.max(first, from), through - length);
    begin = Math.floor(begin / DAY) * DAY;
    length = Math.round(length / DAY) * DAY;
    form.elements.from.value = begin <= first ? "" : iso(begin);
    form.elements.to.value = begin + length >= through ? "" : iso(begin + length);
    opening = false;
    once(filter);
  }
  const buttons = box.querySelector(".explore-zoom");
  buttons.addEventListener("click", (click) => {
    const length = view.to - view.from;
    const middle = chosen ? chosen.middle : view.from + length / 2;
    const moves = {
      in: () => zoom(middle - length / 4, middle + length / 4),
      out: () => zoom(view.from - length / 2, view.to + length / 2),
      earlier: () => zoom(view.from - length / 2, view.to - length / 2),
      later: () => zoom(view.from + length / 2, view.to + length / 2),
      all: () => zoom(first, through),
    };
    moves[click.target.name]?.();
  });

  csv.addEventListener("click", () => {
    window.loaded("explore-rows.js").then(() => {
      const wanted = new Set(shown.map((event) => event.id));
      const [head, ...rows] = window.exploreRows;
      const quoted = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
      const mark = "\ufeff"; // by which a spreadsheet knows the letters
      const text = mark + [head, ...rows.filter((row) => wanted.has(row[0]))].map((row) => row.map(quoted).join(",") + "\r\n").join("");
      const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
      make("a", { href: address, download: "events-selection.csv" }).click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
    }).catch(() => {
      problem.textContent = "The rows could not be loaded. Reload the page, or take the whole table, events.csv, under “Data”.";
    });
  });

  // ---- on this day

  const dayBox = document.querySelector(".day");
  const dayForm = dayBox.querySelector("form");
  const dayProblem = dayBox.querySelector(".explore-problem");
  const daySaid = dayBox.querySelector(".day-said");
  const answer = dayBox.querySelector(".day-answer");
  const inForce = ([start, end], day) => start <= day && (!end || day < end);
  const since = (start, known) => (known ? `${known}, day not known` : inWords(start));
  const lines = (...texts) => texts.map((text) => make("p", {}, text));
  const stamp = (name, title, ...content) => make("li", { "data-of": name }, make("h3", {}, title), ...content);

  function postOn(post, place, day) {
    const [start, rung, known] = rungOn(post, day);
    const heads = post.heads.filter((head) => inForce(head, day));
    const people = heads.length
      ? heads.map(([begun, end, person, rank, unsure]) => make("p", {}, end ? "" : "Last known: ", make("b", {}, person), `, ${rank[0].toLowerCase()}${rank.slice(1)} since ${since(begun, unsure)}`))
      : lines("No head of mission known by name.");
    if (heads.length > 1) people.push(...lines("Sources disagree, or terms overlap."));
    return stamp(`post-${place}`, post.name, make("p", { class: "day-figure" }, points.rungs[rung]), ...lines(`since ${since(start, known)}`), ...people);
  }

  function namesOn(day) {
    const listed = points.listed.findLast(([start]) => start <= day);
    const total = listed ? listed[1] + listed[2] + listed[3] : 0;
    const told = listed
      ? [`${count(listed[1], "person", "people")}, ${count(listed[2], "company or body", "companies and bodies")}, ${listed[3]} aircraft`, `unchanged since ${inWords(listed[0])}`]
      : [`The first names were listed on ${inWords(points.listed[0][0])}.`];
    if (day > points.checked.listed) told.push(`The list was checked through ${inWords(points.checked.listed)}.`);
    return stamp("listed", "Names on the sanctions list", make("p", { class: "day-figure" }, String(total)), ...lines(...told));
  }

  function prisonersOn(day) {
    const counted = points.prisoners.findLast(([start]) => start <= day);
    const title = "Political prisoners, last count";
    if (!counted) return stamp("prisoners", title, make("p", { class: "day-figure" }, "no count"), ...lines(`The counts begin on ${inWords(points.prisoners[0][0])}.`));
    const [start, number, publisher, url, confidence, known] = counted;
    const days = Math.round((time(day) - time(start)) / DAY);
    const doubt = confidence === "high" ? "" : `; confidence ${confidence}`;
    return stamp("prisoners", title, make("p", { class: "day-figure" }, number.toLocaleString("en-US")),
      make("p", {}, `counted ${known || inWords(start)}, ${count(days, "day", "days")} before${doubt}. Source: `, make("a", { href: url }, publisher)));
  }

  function visitsOn(day) {
    const table = make("table", {}, make("caption", {}, "Days since the last visit that began before this day"));
    const head = make("tr", {}, make("th", { scope: "col" }, "Tier"));
    for (const { name } of points.visits) head.append(make("th", { scope: "col" }, name));
    table.append(make("thead", {}, head));
    const body = make("tbody");
    const tiers = Object.keys(points.tiers).map(Number).sort((a, b) => b - a);
    const top = tiers[0];
    const above = [];
    for (const tier of tiers) {
      const name = tier === top ? points.tiers[tier] : tier ? `${points.tiers[tier]} or above` : `anyone, ${points.tiers[tier]} included`;
      const row = make("tr", {}, make("th", { scope: "row" }, name));
      for (const [column, { rows }] of points.visits.entries()) {
        const last = rows.findLast((visit) => visit[0] < day && visit[1] >= tier);
        const cell = make("td");
        if (last) {
          const days = Math.round((time(day) - time(last[0])) / DAY);
          const who = last === above[column] ? "same visit" : `${last[2]}, ${last[4] || inWords(last[0])}`;
          cell.append(make("b", {}, days.toLocaleString("en-US")), " ", make("span", {}, who));
        } else cell.append("none before");
        above[column] = last;
        row.append(cell);
      }
      body.append(row);
    }
    table.append(body);
    return make("div", { class: "exhibit-scroll", role: "region", tabindex: 0, "aria-label": "Days since the last visit" }, table);
  }

  function instrumentsOn(day) {
    const there = points.instruments.filter((instrument) => inForce(instrument, day));
    const sure = there.filter(([, , , , , endless]) => !endless).length;
    const rest = there.length - sure;
    const said = sure ? `${count(sure, "instrument", "instruments")} in force` : "No instrument in force";
    const title = make("summary", {}, rest ? `${said}; ${rest}${sure ? " more" : ""} without a known end` : said);
    const list = make("dl");
    for (const [kind, own] of groups(there, (instrument) => instrument[4])) {
      list.append(make("dt", {}, points.kinds[kind]));
      for (const [, , name, anchor, , endless] of own) {
        list.append(make("dd", {}, make("a", { href: `people-and-documents.html#${anchor}` }, name), endless ? " (no end found)" : ""));
      }
    }
    return make("details", { class: "exhibit-data day-instruments", ...(there.length && there.length < 12 ? { open: "" } : {}) }, title, list);
  }

  function eventsOn(day) {
    const there = events.filter((event) => event.known === day);
    if (!there.length) return lines("No event of this day is in the list.");
    return [make("p", {}, "Events of this day:"), make("ul", {}, ...there.map((event) => make("li", {}, make("a", { href: `#${event.id}` }, summary(event)))))];
  }

  let edges = [];
  /* The rest of what a day's answer needs, once the reader has come near. */
  const ready = () => Promise.all([window.loaded("explore-days.js"), listed()]).then(() => {
    if (edges.length) return;
    const { heads, ...rest } = globalThis.exploreDays;
    Object.assign(points, rest);
    points.posts.forEach((post, place) => Object.assign(post, { heads: heads[place] }));
    edges = [...new Set([
      ...points.posts.flatMap((post) => [...post.rungs, ...post.heads].map(([start]) => start)),
      ...points.listed.map(([start]) => start),
      ...points.instruments.flatMap(([start, end]) => [start, end]),
    ])].filter((edge) => edge >= points.first && edge <= points.through).sort();
  });

  const handle = document.querySelector(".handle");
  handle.addEventListener("day", (moved) => {
    moved.preventDefault();
    setDay(moved.detail);
  });

  function tellDay(day) {
    const range = `Choose a day from ${inWords(points.first)}, the first of the ladder, to ${inWords(points.through)}, the last that was checked.`;
    const dates = span(day);
    const wrong = !dates || dates.first !== dates.last ? `${day ? `“${day}” is not a day.` : "That is not a day."} ${range}` : day < points.first || day > points.through ? `${inWords(day)} is out of range. ${range}` : "";
    dayProblem.textContent = wrong;
    dayForm.elements.day.setAttribute("aria-invalid", Boolean(wrong));
    if (!wrong) window.handle.show(day);
    ready().then(() => answerDay(day, Boolean(wrong))).catch(() => {
      dayProblem.textContent = "The data of the days could not be loaded. Reload the page, or take the tables themselves, under “Data”.";
    });
  }

  function answerDay(day, wrong) {
    dayForm.elements.before.disabled = !wrong && day <= edges[0];
    dayForm.elements.after.disabled = !wrong && day >= edges.at(-1);
    answer.hidden = wrong;
    daySaid.textContent = wrong ? "" : `On ${inWords(day)}`;
    if (wrong || answer.dataset.day === day) return;
    answer.dataset.day = day;
    answer.replaceChildren(
      make("ul", { class: "key-facts" }, ...points.posts.map((post, place) => postOn(post, place, day)), namesOn(day), prisonersOn(day)),
      visitsOn(day), instrumentsOn(day), ...eventsOn(day));
  }

  function setDay(day) {
    dayForm.elements.day.value = day;
    tellDay(day);
    keep({ day: day === points.through ? "" : day });
  }
  dayForm.elements.day.addEventListener("input", () => {
    const day = dayForm.elements.day.value;
    tellDay(day);
    keep({ day: dayProblem.textContent || day === points.through ? "" : day });
  });
  dayForm.elements.before.addEventListener("click", () => setDay(edges.findLast((edge) => edge < (answer.dataset.day ?? points.through)) ?? edges[0]));
  dayForm.elements.after.addEventListener("click", () => setDay(edges.find((edge) => edge > (answer.dataset.day ?? points.first)) ?? edges.at(-1)));
  dayForm.addEventListener("submit", (event) => event.preventDefault());

  // ---- what an address asks for, and the start

  function read() {
    const text = wanted();
    const notes = [];
    if (!text.includes("=")) {
      const event = byId.get(text);
      const place = document.getElementById(text);
      if (event) {
        if (event.item.hidden || (opening && event.known < opens)) clear();
        else if (!said.textContent) filter();
        choose(event);
        event.item.scrollIntoView();
      } else if (text && !place) {
        filter(`The address names “${text}”, which is not an event of this list. Search for it, or choose a mark.`);
      } else if (!said.textContent) {
        filter();
      }
      if (!event && list.contains(place)) { // a year, which the browser did not find before the list was there
        place.closest("details").open = true;
        place.scrollIntoView();
      }
      return;
    }
    const asked = new URLSearchParams(location.hash.slice(1));
    for (const name of ["words", "category", "actor", "tone", "from", "to"]) {
      const field = form.elements[name];
      const value = asked.get(name) ?? "";
      field.value = value;
      if (field.value !== value) {
        notes.push(`The address asks for ${name} “${value}”, which there is not: it was left out. Choose one from the list.`);
        field.value = "";
      }
    }
    const unknown = [...asked.keys()].filter((name) => !NAMES.includes(name));
    if (unknown.length) notes.push(`The address has ${unknown.map((name) => `“${name}”`).join(", ")}, which this page does not know: left out.`);
    const event = byId.get(asked.get("event"));
    if (asked.get("event") && !event) notes.push(`There is no event “${asked.get("event")}” in this list.`);
    const days = [asked.get("day"), event?.known].filter(Boolean);
    opening = [...asked.keys()].every((name) => name === "day" || name === "event") && days.every((day) => day >= opens);
    chosen = null;
    filter(notes.join(" "));
    if (event && !event.item.hidden) choose(event);
    if (asked.has("day")) {
      const day = asked.get("day");
      dayForm.elements.day.value = day;
      tellDay(day);
      if (!dayProblem.textContent) keep({ day });
      if (!event) document.querySelector("#on-this-day").scrollIntoView();
    }
  }

  form.addEventListener("input", () => {
    opening = false;
    once(filter);
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    clear();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", () => once(read));
  const skip = make("a", { class: "visually-hidden-focusable", href: "#sources" }, "Skip the list of events"); // each of their dates is a link
  list.before(skip, onPaper[1], none);
  picture.before(onPaper[0]);

  box.hidden = dayBox.hidden = false;
  show(null);
  new IntersectionObserver((entries, observer) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    if (!answer.dataset.day && !dayProblem.textContent) tellDay(dayForm.elements.day.value || points.through);
  }, { rootMargin: "300px" }).observe(dayBox);
  if (location.hash) once(read); // before anything is chosen here, so that nothing of the address is lost
  else filter();
  for (const sign of ["pointermove", "touchstart", "keydown", "scroll"]) addEventListener(sign, () => once(() => {}), { once: true, passive: true }); // of a reader
  let width = 0;
  new ResizeObserver(([entry]) => {
    if (Math.abs(entry.contentRect.width - width) < 1) return;
    width = entry.contentRect.width;
    paint();
  }).observe(picture);
})();
