// Shows the look as it is chosen. Without it the two preview buttons do the same, one press at a time.
const form = document.getElementById("look");
const frame = form.querySelector("iframe");
const preview = form.querySelector(".look__preview");
const PAUSE = 300; // milliseconds without a change before the page is drawn again
const DESK = 1280; // CSS pixels
let asking = new AbortController();
let timer = 0;
let shown = "home";
let unsaved = "unsaved" in form.dataset;

// The page in the frame keeps its place: only what a look changes is replaced.
function wear(fresh) {
  const old = frame.contentDocument;
  const page = form.elements.page.value;
  if (page !== shown || !old?.querySelector("style[data-trial]")) {
    shown = page;
    frame.srcdoc = fresh.documentElement.outerHTML;
    return;
  }
  old.documentElement.dataset.theme = fresh.documentElement.dataset.theme;
  for (const part of ["style[data-trial]", ".trial", ".masthead"]) {
    const [worn, next] = [old.querySelector(part), fresh.querySelector(part)];
    if (worn && next) worn.replaceWith(old.adoptNode(next));
  }
}

function tell(fresh) {
  const measured = fresh.querySelector("[data-readability]");
  if (measured) form.querySelector(".look__readability").innerHTML = measured.innerHTML;
}

async function refresh() {
  asking.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(form.dataset.preview, {
      method: "POST", body: new FormData(form), signal: asking.signal,
    });
    if (!answer.ok || answer.redirected) return;
    const text = await answer.text();
    tell(new DOMParser().parseFromString(text, "text/html"));
    wear(new DOMParser().parseFromString(text, "text/html"));
  } catch (error) {
    if (error.name !== "AbortError") throw error;
  }
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(refresh, PAUSE);
}

// A ready-made theme brings its own colours, letters and shapes, but for what was touched here.
const touched = new Set();
const STYLE = ["head_font", "text_font", "layout", "radius", "density"];

function coloursOf(card) {
  return card.dataset.colours.split(" ").map((pair) => pair.split("="));
}

function takeTheme(card, { all = false } = {}) {
  for (const [name, colour] of coloursOf(card)) {
    if (all || !touched.has(name)) form.elements[name].value = colour;
  }
  if (all) return;
  for (const name of STYLE) if (!touched.has(name)) form.elements[name].value = "";
}

form.addEventListener("input", ({ target }) => {
  if (!target.name || target.closest(".look__controls")) return;
  unsaved = true;
  if (target.name === "preset") takeTheme(target.closest("[data-colours]"));
  else touched.add(target.name);
});
form.addEventListener("change", ({ target }) => { if (target.name !== "screen") soon(); });
form.addEventListener("input", soon);
form.addEventListener("click", (event) => {
  if (event.target.closest("[data-preview-here]")) {
    event.preventDefault();
    refresh();
  } else if (event.target.closest("[name=own-colours]")) {
    event.preventDefault();
    takeTheme(form.querySelector("[name=preset]:checked").closest("[data-colours]"), { all: true });
    unsaved = true;
    soon();
  } else if (event.target.closest("[data-save]")) {
    unsaved = false;
  }
});
if (unsaved) refresh();
addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

new ResizeObserver(([{ contentRect }]) => {
  preview.style.setProperty("--fit", contentRect.width / DESK);
}).observe(preview);
