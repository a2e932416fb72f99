// What keeps people from reading or working a page: a list of sentences, empty where nothing does.
// Widths and colours are those of the moment, so it is asked in every look.
const findings = [];
const shown = (element) => element.checkVisibility({ visibilityProperty: true });
const about = (element) => {
  const text = (element.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40);
  return `<${element.localName}${element.id ? " #" + element.id : ""}${element.getAttribute("class") ? " ." + element.getAttribute("class") : ""}> ${text}`;
};
const all = (css) => [...document.querySelectorAll(css)].filter(shown);

// The page as a whole.
if (!document.documentElement.lang) findings.push("no language");
if (!document.title.trim()) findings.push("no title");
for (const one of ["main", "header", "footer", "nav[aria-label]"]) if (!document.querySelector(one)) findings.push(`no ${one}`);
const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) findings.push(`the id ${id} twice`);
for (const link of document.querySelectorAll("a[href^='#']")) {
  const to = decodeURIComponent(link.getAttribute("href").slice(1));
  if (to && !document.getElementById(to)) findings.push(`a link to nowhere: ${about(link)}`);
}
if (document.querySelector("[tabindex]:not([tabindex='0']):not([tabindex='-1'])")) findings.push("an order of tabs of its own");
const first = document.querySelector("a[href], button, input");
if (!first || !first.classList.contains("skip")) findings.push("the first stop is not the way past the navigation");

// Headings: one of the first level, none left out on the way down.
const headings = all("h1, h2, h3, h4, h5, h6");
if (headings.filter((heading) => heading.localName === "h1").length !== 1) findings.push("not one h1");
let before = 0;
for (const heading of headings) {
  const level = Number(heading.localName[1]);
  if (level > before + 1) findings.push(`a level left out before ${about(heading)}`);
  if (!heading.textContent.trim()) findings.push("an empty heading");
  before = level;
}

// Names of what is worked with.
for (const field of all("input:not([type=hidden]), select, textarea")) {
  const label = [...(field.labels || [])].map((label) => label.textContent.trim()).join("") || field.getAttribute("aria-label");
  if (!label) findings.push(`no label: ${about(field)} ${field.name}`);
}
const nameOf = (element) => (element.getAttribute("aria-label") || element.textContent || "").trim();
for (const element of all("a[href], button, summary")) if (!nameOf(element)) findings.push(`no name: ${about(element)}`);
for (const image of document.querySelectorAll("img")) if (!image.hasAttribute("alt")) findings.push("an image without alt");
for (const image of document.querySelectorAll("svg")) {
  if (image.closest("[aria-hidden=true]")) continue;
  const title = image.getAttribute("aria-label") || image.querySelector(":scope > title")?.textContent;
  if (!title?.trim()) findings.push("a picture without a name");
}

// Tables: columns and rows have heads, and behind every picture of figures stands a table.
for (const table of all("table")) {
  if (!table.querySelector("th")) findings.push(`a table without heads: ${about(table)}`);
  for (const head of table.querySelectorAll("th")) if (!head.textContent.trim()) findings.push(`an empty head: ${about(table)}`);
}
for (const figure of document.querySelectorAll("figure")) {
  const follows = [...document.querySelectorAll("table")].some((table) => figure.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (!follows) findings.push("a picture without a table behind it");
}

// Nothing but what scrolls by itself is wider than the page.
const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
if (wide > 0) {
  const past = all("main *").filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !element.closest(".wide, .chart"));
  findings.push(`${wide} pixels wider than the page: ${past.slice(0, 3).map(about).join("; ")}`);
}

// Contrast (WCAG 2.2, 1.4.3): 4.5, of large letters 3.
const parsed = (colour) => {
  const numbers = (colour.match(/[\d.]+(e-?\d+)?/g) || []).map(Number);
  const [r, g, b, a = 1] = colour.startsWith("color(srgb") ? [...numbers.slice(0, 3).map((n) => n * 255), numbers[3]] : numbers;
  return colour === "none" || numbers.length < 3 ? null : [r, g, b, a];
};
const over = (top, below) => [0, 1, 2].map((n) => top[n] * top[3] + below[n] * (1 - top[3])).concat(1);
const ground = (element) => {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    const colour = parsed(getComputedStyle(at).backgroundColor);
    if (colour && colour[3] > 0) layers.push(colour);
    if (colour && colour[3] === 1) break;
  }
  const canvas = matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18, 1] : [255, 255, 255, 1];
  return layers.reduceRight((below, top) => over(top, below), canvas);
};
const light = (colour) => {
  const [r, g, b] = colour.map((n) => n / 255).map((n) => (n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const known = new Set();
while (walker.nextNode()) {
  const element = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !shown(element) || element.closest("title, .skip, script, option")) continue;
  const style = getComputedStyle(element);
  const isDrawn = element.closest("svg") !== null;
  const letters = parsed(isDrawn ? style.fill : style.color);
  if (!letters) continue;
  const below = ground(isDrawn ? element.closest("svg") : element);
  const [one, two] = [light(over(letters, below)), light(below)].sort((a, b) => b - a);
  const ratio = (one + 0.05) / (two + 0.05);
  const size = parseFloat(style.fontSize);
  const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  const kind = `${element.localName}.${element.getAttribute("class")}`;
  if (ratio < (isLarge ? 3 : 4.5) && !known.has(kind)) {
    known.add(kind);
    findings.push(`contrast ${ratio.toFixed(2)}: ${about(element)}`);
  }
}
return findings;
