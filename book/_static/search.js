// The page of search: the index, many times the size of the page, is fetched when there is something to look for.
if (new URLSearchParams(location.search).get("q")) Search.loadIndex("searchindex.js");
