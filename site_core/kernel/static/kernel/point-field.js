// Sets a point on a map of the territory's communes. The text field holds the value; the map is a
// second way to fill it, and nothing is written that the person did not choose.
(() => {
  "use strict";

  const PAIR = /^\s*(-?\d{1,2}(?:[.,]\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:[.,]\d+)?)\s*$/;
  const CROWD = 14; // communes whose names fit at the first zoom level

  const read = (text) => {
    const found = PAIR.exec(text);
    if (!found) return null;
    const [latitude, longitude] = found.slice(1).map((number) => Number(number.replace(",", ".")));
    return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? [latitude, longitude] : null;
  };

  const write = ({ lat, lng }) => `${lat.toFixed(5)}, ${L.Util.wrapNum(lng, [-180, 180], true).toFixed(5)}`;

  class PointFieldController extends window.StimulusModule.Controller {
    static values = { options: Object };

    connect() {
      this.place = document.getElementById(`${this.element.id}_map`);
      if (!this.place || this.map) return;
      this.drawBar();
      this.drawMap();
      this.listeners = new AbortController();
      const signal = this.listeners.signal;
      this.element.addEventListener("input", () => this.fromText(), { signal });
      this.element.addEventListener("keydown", (event) => {
        if (event.key === "Enter") event.preventDefault();
      }, { signal });
      const town = document.getElementById(this.element.id.replace(/point$/, "town"));
      town?.addEventListener("change", () => this.goTo(town.value), { signal });
      // Until it is laid out, or while its panel is folded, the map has no size to fit into.
      this.watcher = new ResizeObserver(() => {
        this.map.invalidateSize();
        if (!this.framed && this.place.offsetHeight) this.frame();
      });
      this.watcher.observe(this.place);
    }

    disconnect() {
      this.listeners?.abort();
      this.watcher?.disconnect();
      this.map?.remove();
      this.map = null;
      this.mark = null;
      this.bar?.remove();
    }

    drawBar() {
      const words = this.optionsValue.translations;
      this.bar = document.createElement("p");
      this.bar.className = "point-field__bar";
      this.wrong = document.createElement("span");
      this.wrong.className = "point-field__wrong";
      this.wrong.setAttribute("role", "status");
      this.remove = document.createElement("button");
      this.remove.type = "button";
      this.remove.className = "button button-small button-secondary";
      this.remove.textContent = words.remove;
      this.remove.addEventListener("click", () => this.set(null));
      this.bar.append(this.remove, this.wrong);
      this.place.after(this.bar);
    }

    drawMap() {
      const { start, tiles, attribution, towns, translations } = this.optionsValue;
      const value = read(this.element.value);
      const map = L.map(this.place, {
        attributionControl: Boolean(tiles), zoomControl: false, minZoom: 3, maxZoom: 19,
      });
      this.map = map.setView(start.slice(0, 2), start[2]);
      this.place.setAttribute("role", "group");
      this.place.setAttribute("aria-label", translations.map);
      if (tiles) L.tileLayer(tiles, { maxZoom: 19, attribution }).addTo(map);
      L.control.zoom({ zoomInTitle: translations.nearer, zoomOutTitle: translations.farther }).addTo(map);
      L.control.scale({ imperial: false }).addTo(map);
      this.towns = new Map();
      for (const { pk, name, latitude, longitude } of towns) {
        const dot = L.circleMarker([latitude, longitude], {
          radius: 3, className: "point-field__town", interactive: false, fillOpacity: 1,
        }).addTo(map);
        dot.bindTooltip(name, { permanent: true, direction: "right", offset: [4, 0] });
        this.towns.set(String(pk), dot);
      }
      map.on("click", (event) => this.set(event.latlng));
      map.on("zoomend", () => this.place.classList.toggle("point-field--crowded", this.crowded()));
      this.show(value && L.latLng(value));
    }

    frame() {
      const value = read(this.element.value);
      const dots = [...this.towns.values()].map((dot) => dot.getLatLng());
      if (value) this.map.setView(value, this.optionsValue.near, { animate: false });
      else if (dots.length > 1) this.map.fitBounds(dots, { padding: [30, 30], animate: false });
      this.framed = true;
      this.openedAt = this.map.getZoom();
      this.place.classList.toggle("point-field--crowded", this.crowded());
    }

    crowded() {
      return this.towns.size > CROWD && this.map.getZoom() < Math.max(this.openedAt ?? 0, 11) + 1;
    }

    goTo(pk) {
      const dot = this.towns.get(pk);
      if (dot && !this.mark) this.map.setView(dot.getLatLng(), 13);
    }

    fromText() {
      const text = this.element.value.trim();
      const value = read(text);
      this.wrong.textContent = text && !value ? this.optionsValue.translations.unreadable : "";
      if (text && !value) return;
      this.show(value && L.latLng(value));
      if (value) this.map.panTo(value);
    }

    set(point) {
      this.element.value = point ? write(point) : "";
      this.wrong.textContent = "";
      this.show(point);
      this.element.dispatchEvent(new Event("change", { bubbles: true }));
    }

    show(point) {
      this.remove.hidden = !point;
      if (!point) {
        this.mark?.remove();
        this.mark = null;
      } else if (this.mark) {
        this.mark.setLatLng(point);
      } else {
        const icon = L.divIcon({
          className: "point-field__mark", html: "<span></span>", iconSize: [22, 22], iconAnchor: [11, 26],
        });
        this.mark = L.marker(point, { icon, draggable: true, keyboard: false, autoPan: true }).addTo(this.map);
        this.mark.on("dragend", (event) => this.set(event.target.getLatLng()));
      }
    }
  }

  window.wagtail.app.register("point-field", PointFieldController);
})();
