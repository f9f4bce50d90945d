// The page of search: the index, many times the size of the page, is fetched when there is something to look for.
Object.assign(Documentation.TRANSLATIONS, {
  "Search finished, found ${resultCount} page(s) matching the search query.": "Pages and tables found: ${resultCount}.",
  "Your search did not match any documents. Please make sure that all words are spelled correctly and that you've selected enough categories.":
    "Nothing found. Try fewer words, another spelling, or the page of names: People and documents.",
});

/* What is shown of a page found is its text: no code, contents or controls. */
const textOf = Search.htmlToText;
Search.htmlToText = (page, anchor) => {
  const read = new DOMParser().parseFromString(page, "text/html");
  const asides = ".cell_input, .exhibit-foot, .exhibit-data, .next-chapter, .bd-header-article, .bd-sidebar-secondary, footer";
  for (const aside of read.querySelectorAll(asides)) aside.remove();
  for (const block of read.querySelectorAll("p, li, dt, dd, th, td, summary, h1, h2, h3, h4")) block.append(" ");
  return textOf(read.documentElement.outerHTML, anchor);
};

/* Where the words found stand only in what was left out, no excerpt says more than one without them. */
const excerpt = Search.makeSearchSummary;
Search.makeSearchSummary = (page, words, anchor) => {
  const text = Search.htmlToText(page, anchor).toLowerCase();
  return [...words].some((word) => text.includes(word.toLowerCase())) ? excerpt(page, words, anchor) : document.createDocumentFragment();
};

if (new URLSearchParams(location.search).get("q")) Search.loadIndex("searchindex.js");
