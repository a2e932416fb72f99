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
