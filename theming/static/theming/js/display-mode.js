// Lets a person keep light or dark. Without it the system's setting rules, and nothing is missing.
const KEY = "affichage";
const MODES = new Set(["clair", "sombre"]);
const root = document.documentElement;

function remembered() {
  try { return localStorage.getItem(KEY) ?? ""; } catch { return ""; }
}

function remember(mode) {
  try { localStorage.setItem(KEY, mode); } catch { /* a private window keeps nothing */ }
}

function show(mode) {
  if (MODES.has(mode)) root.dataset.theme = mode;
  else delete root.dataset.theme;
}

function offerChoice() {
  const choice = document.querySelector("[data-display-choice]");
  if (!choice) return;
  const current = choice.querySelector(`input[value="${root.dataset.theme ?? ""}"]`);
  if (current) current.checked = true;
  choice.addEventListener("change", (event) => {
    show(event.target.value);
    remember(event.target.value);
  });
  choice.hidden = false;
}

show(new URLSearchParams(location.search).get(KEY) ?? remembered());
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", offerChoice);
else offerChoice();
