// The map of what is written here. Without this file the page has a drawing and the same things in
// a list; with it, the drawing becomes a map that one moves over. Nothing comes from another host.
const NEAR = 46; // pixels: closer points are drawn as one
const SMALL = 36, LARGE = 58; // pixels across
const OUT = 7, IN = 17; // zoom levels
const LEGIBLE = 6; // pixels beside the name of a commune
const ABOVE = 6; // pixels between the dot of a commune and its name
const AROUND = 0.022; // degrees of ground around a commune
const CALM = matchMedia("(prefers-reduced-motion: reduce)").matches;

const element = (name, attributes = {}, ...children) => {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
};

const mark = (kind) => {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", `kind-mark kind-mark--${kind}`);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#m-${kind}`);
  svg.append(use);
  return svg;
};

// Points that would be drawn over each other, together; from north to south, as one reads.
const gathered = (points, map) => {
  const groups = [];
  for (const point of points) {
    const at = map.project(point.at);
    const group = groups.find((other) => other.at.distanceTo(at) < NEAR);
    if (group) group.points.push(point);
    else groups.push({ at, points: [point] });
  }
  return groups.sort((one, two) => one.at.y - two.at.y || one.at.x - two.at.x);
};

// The outline of all communes with some ground around each (Andrew's monotone chain).
const outline = (towns) => {
  const around = towns.flatMap(({ at: [latitude, longitude] }) =>
    Array.from({ length: 12 }, (_, step) => {
      const angle = (step * Math.PI) / 6;
      const narrow = Math.cos((latitude * Math.PI) / 180);
      return [latitude + AROUND * Math.sin(angle), longitude + (AROUND / narrow) * Math.cos(angle)];
    }));
  around.sort((one, two) => one[1] - two[1] || one[0] - two[0]);
  const turn = (a, b, c) => (b[1] - a[1]) * (c[0] - a[0]) - (b[0] - a[0]) * (c[1] - a[1]);
  const half = (points) => {
    const side = [];
    for (const point of points) {
      while (side.length > 1 && turn(side.at(-2), side.at(-1), point) <= 0) side.pop();
      side.push(point);
    }
    return side.slice(0, -1);
  };
  return [...half(around), ...half(around.toReversed())];
};

class Atlas {
  constructor(place, { towns, tiles, kinds, words }) {
    Object.assign(this, { place, kinds, words, towns, pins: [] });
    place.replaceChildren();
    this.map = L.map(place, {
      minZoom: OUT, maxZoom: IN, zoomSnap: tiles ? 1 : 0.25, zoomControl: false,
      attributionControl: Boolean(tiles), scrollWheelZoom: false,
      zoomAnimation: !CALM, fadeAnimation: !CALM, markerZoomAnimation: !CALM, inertia: !CALM,
    });
    // What Leaflet moves by itself, to make room for a bubble, moves at once for who wants no motion.
    if (CALM) this.map.panBy = (offset) => L.Map.prototype.panBy.call(this.map, offset, { animate: false });
    // The wheel scrolls the page until one has gone into the map.
    this.map.on("focus", () => this.map.scrollWheelZoom.enable());
    this.map.on("blur", () => this.map.scrollWheelZoom.disable());
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", words.map);
    L.control.zoom({ zoomInTitle: words.nearer, zoomOutTitle: words.farther }).addTo(this.map);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(this.map);
    if (tiles) {
      const attribution = new URL(tiles.replace(/[{}]/g, "")).hostname;
      this.map.attributionControl.setPrefix(false);
      L.tileLayer(tiles, { maxZoom: IN, attribution }).addTo(this.map);
    } else if (towns.length > 1) {
      L.polygon(outline(towns), { className: "atlas__ground", fillOpacity: 1, interactive: false })
        .addTo(this.map);
    }
  }

  show(points, whole) {
    this.points = points;
    const ground = whole && this.towns.length > 1 ? outline(this.towns) : [];
    const bounds = L.latLngBounds([...points.map(({ at }) => at), ...ground]);
    this.map.fitBounds(bounds, { padding: [24, 24], maxZoom: 12, animate: false });
    this.write();
    this.draw();
    this.map.on("zoomend", () => this.draw());
  }

  write() {
    this.names = this.towns.toSorted((one, two) => two.population - one.population).map((town) => {
      L.circleMarker(town.at, { radius: 3, className: "atlas__dot", interactive: false }).addTo(this.map);
      const icon = L.divIcon({ className: "atlas__town", html: element("span", { textContent: town.name }) });
      const label = L.marker(town.at, { icon, interactive: false, keyboard: false, zIndexOffset: -1000 });
      return { at: town.at, shown: label.addTo(this.map).getElement() };
    });
  }

  // The most populous first; a name that would be written over another, or over a pin, waits for a
  // nearer zoom. One whose dot is under a pin stands below it.
  fit() {
    const pins = this.pins.map((pin) => {
      const { x, y } = this.map.project(pin.getLatLng());
      return { left: x - pin.size / 2, top: y - pin.size / 2, width: pin.size, height: pin.size };
    });
    const written = [...pins];
    for (const { at, shown } of this.names) {
      const { x, y } = this.map.project(at);
      const pin = pins.find(({ left, top, width, height }) =>
        x > left && x < left + width && y > top - ABOVE && y < top + height);
      shown.style.setProperty("--below", `${pin ? Math.round(pin.top + pin.height - y) : 0}px`);
      const { offsetWidth: width, offsetHeight: height } = shown;
      const box = { left: x - width / 2, top: pin ? pin.top + pin.height : y + ABOVE, width, height };
      const free = written.every((other) =>
        box.left > other.left + other.width + LEGIBLE || other.left > box.left + box.width + LEGIBLE
        || box.top >= other.top + other.height || other.top >= box.top + box.height);
      shown.style.visibility = free ? "" : "hidden";
      if (free) written.push(box);
    }
  }

  draw() {
    const again = this.pins.find((pin) => pin.getElement() === document.activeElement)?.first;
    this.pins.forEach((pin) => pin.remove());
    this.pins = gathered(this.points, this.map).map(({ points }) => this.pin(points));
    this.fit();
    if (again) this.pinOf(again).focus();
  }

  // The pins are drawn anew at each zoom: the one that holds this point now.
  pinOf(point) {
    return this.pins.find((pin) => pin.points.includes(point)).getElement();
  }

  pin(points) {
    const [first] = points;
    const many = points.length > 1;
    const size = Math.round(many ? Math.min(SMALL + 5 * Math.log2(points.length), LARGE) : SMALL);
    const icon = L.divIcon({
      className: `atlas__pin atlas__pin--${many ? "many" : first.kind}`,
      html: many ? element("span", { textContent: points.length }) : mark(first.kind),
      iconSize: [size, size],
    });
    const at = points
      .reduce(([north, east], point) => [north + point.at[0], east + point.at[1]], [0, 0])
      .map((sum) => sum / points.length);
    const pin = Object.assign(L.marker(at, { icon, riseOnHover: true }), { points, first, size });
    pin.on("click", () => this.open(pin));
    pin.on("keydown", ({ originalEvent: event }) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      this.open(pin);
    });
    pin.addTo(this.map);
    pin.getElement().setAttribute("aria-label", this.said(points));
    return pin;
  }

  said(points) {
    const [first] = points;
    if (points.length === 1) return [this.kinds[first.kind].label, first.title, first.place].filter(Boolean).join(", ");
    const counts = Map.groupBy ? Map.groupBy(points, ({ kind }) => kind) : new Map();
    const kinds = [...counts].map(([kind, { length }]) => {
      const { label, plural } = this.kinds[kind];
      return `${length} ${(length === 1 ? label : plural).toLowerCase()}`;
    });
    const places = [...new Set(points.map(({ place }) => place))].filter(Boolean).slice(0, 3);
    return [this.words.several.replace("%(count)s", points.length), ...kinds, ...places].join(", ");
  }

  open(pin) {
    const bounds = L.latLngBounds(pin.points.map(({ at }) => at));
    const nearer = this.map.getBoundsZoom(bounds, false, [80, 80]);
    const apart = !bounds.getNorthEast().equals(bounds.getSouthWest());
    if (apart && this.map.getZoom() < Math.min(nearer, IN)) {
      this.map.fitBounds(bounds, { padding: [60, 60], animate: !CALM });
      return;
    }
    const list = element("ul", {}, ...pin.points.map((point) => this.line(point)));
    const place = pin.points.every((point) => point.place === pin.first.place) ? pin.first.place : "";
    const content = element("div", {}, ...(place ? [element("h2", { textContent: place })] : []), list);
    const popup = L.popup({ maxWidth: 320, minWidth: 220, autoPanPadding: [16, 16], offset: [0, -10] })
      .setLatLng(pin.getLatLng()).setContent(content).openOn(this.map);
    const frame = popup.getElement();
    frame.querySelector(".leaflet-popup-close-button").setAttribute("aria-label", this.words.close);
    frame.addEventListener("keydown", ({ key }) => { if (key === "Escape") popup.close(); });
    list.querySelector("a").focus({ preventScroll: true });
    popup.on("remove", () => this.pinOf(pin.first).focus({ preventScroll: true }));
  }

  line({ kind, title, url, when, exact }) {
    const about = [this.kinds[kind].label, when, exact ? "" : this.words.whole].filter(Boolean).join(" · ");
    const text = element("span", {}, element("a", { href: url, textContent: title }), element("small", { textContent: about }));
    return element("li", {}, mark(kind), text);
  }
}

async function begin(place) {
  const told = JSON.parse(document.getElementById(place.dataset.atlas).textContent);
  const status = document.querySelector(".atlas__status");
  try {
    const answer = await fetch(told.source, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(answer.statusText);
    const { features } = await answer.json();
    const points = features.map(({ geometry: { coordinates: [longitude, latitude] }, properties }) => ({
      ...properties, at: [latitude, longitude], exact: properties.precision === "point",
    }));
    new Atlas(place, told).show(points, told.whole);
  } catch (error) {
    status.textContent = told.words.failed;
    status.hidden = false;
    throw error;
  }
}

const place = document.querySelector("[data-atlas]");
if (place && window.L) begin(place);
