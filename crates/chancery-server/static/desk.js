// Small comforts; every page works without them.
// "/" goes to the search field, as readers of archives expect; layers of an article are remembered while the tab is open.
addEventListener("keydown", (event) => {
  const target = event.target;
  const types = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
  if (event.key !== "/" || types || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = document.querySelector("#o-text");
  if (field) { event.preventDefault(); field.focus(); }
});
for (const box of document.querySelectorAll("input[data-layer]")) {
  const key = "layer-" + box.dataset.layer;
  const kept = sessionStorage.getItem(key);
  if (kept !== null) box.checked = kept === "on";
  box.addEventListener("change", () => sessionStorage.setItem(key, box.checked ? "on" : "off"));
}
// The record that an address names is brought into sight in the margin, too.
const lit = document.querySelector("aside .lit");
if (lit) {
  const margin = lit.closest("aside");
  if (margin.scrollHeight > margin.clientHeight) margin.scrollTop = lit.getBoundingClientRect().top - margin.getBoundingClientRect().top - 40;
}
// A stretch of a pair's picture is taken by dragging over it; a click takes one period, by its own link.
const picture = document.querySelector("svg.ledger[data-days]");
if (picture) {
  const days = picture.dataset.days.split(" ");
  const left = Number(picture.dataset.left);
  const dayBefore = (day) => new Date(Date.parse(day) - 86400000).toISOString().slice(0, 10);
  const at = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
    const step = (picture.viewBox.baseVal.width - left) / days.length;
    return Math.min(days.length - 1, Math.max(0, Math.floor((point.x - left) / step)));
  };
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  ground.setAttribute("class", "chosen");
  let first = null, last = null;
  picture.addEventListener("dragstart", (event) => event.preventDefault());
  picture.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.pointerType !== "touch") first = last = at(event);
  });
  addEventListener("pointermove", (event) => {
    if (first === null) return;
    last = at(event);
    if (last === first && !ground.isConnected) return;
    const step = (picture.viewBox.baseVal.width - left) / days.length;
    const [from, to] = [Math.min(first, last), Math.max(first, last)];
    ground.setAttribute("x", left + from * step);
    ground.setAttribute("width", (to - from + 1) * step);
    ground.setAttribute("y", 0);
    ground.setAttribute("height", picture.viewBox.baseVal.height - 56);
    if (!ground.isConnected) picture.querySelector(".chosen")?.remove();
    picture.prepend(ground);
  });
  addEventListener("pointerup", () => {
    if (first === null) return;
    const [from, to] = [Math.min(first, last), Math.max(first, last)];
    first = last = null;
    if (!ground.isConnected) return;
    picture.addEventListener("click", (event) => event.preventDefault(), { once: true, capture: true });
    const there = new URL(location);
    there.searchParams.set("from", days[from]);
    there.searchParams.set("to", to + 1 < days.length ? dayBefore(days[to + 1]) : picture.dataset.last);
    there.hash = "chart";
    location.assign(there);
  });
  addEventListener("pointercancel", () => { first = last = null; });
}
