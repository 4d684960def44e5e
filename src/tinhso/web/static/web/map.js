// A quiet map beside its list. Reads everything from the data attributes of [data-map]:
//   data-library, data-style, data-worker      addresses of maplibre's parts, fetched only when
//                   the map comes near the screen: a phone that never scrolls there pays nothing
//   data-source     GeoJSON of points: properties state (ok|warn|bad|none), title, href, note
//   data-tiles      or vector tiles of the same, layer "points"; aggregates carry `count`, `late`
//   data-places     GeoJSON of named points for orientation: property name
//   data-outline    GeoJSON of a line or area, drawn faintly
//   data-latitude, data-longitude, data-zoom   where it opens
//   data-picks      id prefix of the latitude and longitude inputs that a tap fills
//   data-words-*    what it says
"use strict";

(() => {
  const canvasFont = '600 13px "Be Vietnam Pro", system-ui, sans-serif';
  const shapes = { ok: "disc", warn: "diamond", bad: "triangle", none: "ring" };

  const colour = (name) =>
    getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const stateColour = (state) =>
    colour({ ok: "tea", warn: "amber", bad: "red", none: "line-strong" }[state]);

  // Symbols are drawn here, in the page's own font, so that no glyphs are fetched.
  function picture(width, height, draw) {
    const ratio = 2;
    const canvas = document.createElement("canvas");
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    const pen = canvas.getContext("2d");
    pen.scale(ratio, ratio);
    draw(pen, width, height);
    const image = pen.getImageData(0, 0, canvas.width, canvas.height);
    return [{ width: canvas.width, height: canvas.height, data: image.data }, { pixelRatio: ratio }];
  }

  function symbol(state) {
    return picture(22, 22, (pen, width) => {
      const middle = width / 2;
      pen.beginPath();
      if (shapes[state] === "diamond") {
        pen.moveTo(middle, 3), pen.lineTo(19, middle), pen.lineTo(middle, 19), pen.lineTo(3, middle);
      } else if (shapes[state] === "triangle") {
        pen.moveTo(middle, 3), pen.lineTo(20, 18), pen.lineTo(2, 18);
      } else {
        pen.arc(middle, middle, 6.5, 0, 2 * Math.PI);
      }
      pen.closePath();
      pen.lineWidth = 4;
      pen.lineJoin = "round";
      pen.strokeStyle = colour("card");
      pen.stroke();
      pen.fillStyle = shapes[state] === "ring" ? colour("card") : stateColour(state);
      pen.fill();
      if (shapes[state] === "ring") {
        pen.lineWidth = 3;
        pen.strokeStyle = stateColour(state);
        pen.stroke();
      }
    });
  }

  // A number in a disc; round it, in red, the share of what is overdue.
  function cluster(words, late) {
    const size = 22 + 7 * words.length;
    return picture(size + 12, size + 12, (pen, width) => {
      const middle = width / 2;
      const ring = (radius, fill, alpha) => {
        pen.globalAlpha = alpha;
        pen.beginPath();
        pen.arc(middle, middle, radius, 0, 2 * Math.PI);
        pen.fillStyle = fill;
        pen.fill();
      };
      ring(size / 2 + 5, colour("card"), 1);
      ring(size / 2 + 5, colour("tea"), 0.22);
      if (late > 0) {
        pen.globalAlpha = 1;
        pen.beginPath();
        pen.arc(middle, middle, size / 2 + 3, -Math.PI / 2, -Math.PI / 2 + 2 * Math.PI * late);
        pen.lineWidth = 4;
        pen.strokeStyle = colour("red");
        pen.stroke();
      }
      ring(size / 2 - 1, colour("tea"), 1);
      pen.fillStyle = colour("on-tea");
      pen.font = canvasFont;
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.fillText(words, middle, middle + 1);
    });
  }

  function label(words) {
    const measure = document.createElement("canvas").getContext("2d");
    const font = canvasFont.replace("600 13px", "400 12px");
    measure.font = font;
    return picture(Math.ceil(measure.measureText(words).width) + 8, 20, (pen, width, height) => {
      pen.font = font;
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.lineWidth = 3;
      pen.lineJoin = "round";
      pen.strokeStyle = colour("map");
      pen.strokeText(words, width / 2, height / 2);
      pen.fillStyle = colour("soft");
      pen.fillText(words, width / 2, height / 2);
    });
  }

  function short(count) {
    const language = document.documentElement.lang || "vi";
    return new Intl.NumberFormat(language).format(count);
  }

  function style(frame) {
    const sources = {};
    const layers = [
      { id: "paper", type: "background", paint: { "background-color": colour("map") } },
    ];
    if (frame.outline) {
      sources.outline = { type: "geojson", data: frame.outline };
      layers.push(
        {
          id: "ground", type: "fill", source: "outline",
          paint: { "fill-color": colour("card"), "fill-opacity": 0.75, "fill-antialias": false },
        },
        {
          id: "outline", type: "line", source: "outline", layout: { "line-join": "round" },
          paint: { "line-color": colour("line-strong"), "line-width": 1, "line-opacity": 0.55 },
        },
      );
    }
    if (frame.places) {
      sources.places = { type: "geojson", data: frame.places };
      layers.push(
        {
          id: "place-dots", type: "circle", source: "places",
          paint: {
            "circle-radius": 2.2, "circle-color": colour("line-strong"), "circle-opacity": 0.55,
          },
        },
        {
          id: "place-names", type: "symbol", source: "places",
          layout: {
            "icon-image": ["concat", "label:", ["get", "name"]],
            "icon-anchor": "top", "icon-offset": [0, 4], "icon-padding": 6,
          },
          paint: { "icon-opacity": 0.9 },
        },
      );
    }
    const points = frame.tiles
      ? { type: "vector", tiles: [new URL(frame.tiles, location.href).href.replace(/%7B/g, "{").replace(/%7D/g, "}")], maxzoom: 14 }
      : { type: "geojson", data: frame.source, cluster: true, clusterRadius: 38, clusterMaxZoom: 13,
          clusterProperties: { late: ["+", ["case", ["==", ["get", "state"], "bad"], 1, 0]] } };
    if (frame.tiles || frame.source) {
      sources.points = points;
      const layer = frame.tiles ? { "source-layer": "points" } : {};
      const count = ["coalesce", ["get", "point_count"], ["get", "count"], 1];
      layers.push(
        {
          id: "points", type: "symbol", source: "points", ...layer,
          filter: ["<=", count, 1],
          layout: {
            "icon-image": ["concat", "state:", ["coalesce", ["get", "state"], "none"]],
            "icon-allow-overlap": true,
          },
        },
        {
          id: "clusters", type: "symbol", source: "points", ...layer,
          filter: [">", count, 1],
          layout: {
            "icon-image": [
              "concat", "cluster:", ["to-string", count], ":",
              ["to-string", ["coalesce", ["get", "late"], 0]],
            ],
            "icon-allow-overlap": true,
          },
        },
      );
    }
    return { version: 8, sources, layers };
  }

  async function fetched(address) {
    const answer = address ? await fetch(address).catch(() => null) : null;
    return answer?.ok ? answer.json() : null;
  }

  // What the map shows must not lie under its caption.
  function room(element) {
    const caption = element.querySelector(".map-caption").offsetHeight;
    return { top: 28, right: 56, bottom: caption + 28, left: 28 };
  }

  function boundsOf(places) {
    const bounds = new maplibregl.LngLatBounds();
    for (const feature of places?.features ?? []) bounds.extend(feature.geometry.coordinates);
    return bounds.isEmpty() ? null : bounds;
  }

  async function open(element) {
    // Fetched here, since the named places tell how far the map must show, and the outline to
    // whom it is owed.
    const [places, outline] = await Promise.all(
      [element.dataset.places, element.dataset.outline].map(fetched),
    );
    const frame = { ...element.dataset, places, outline };
    element.querySelector("[data-map-owed]").textContent =
      outline?.features?.[0]?.properties.attribution ?? "";
    const canvas = element.querySelector("[data-map-canvas]");
    const picks = frame.picks;
    const bounds = picks ? null : boundsOf(places);
    const map = new maplibregl.Map({
      container: canvas,
      style: style(frame),
      center: [Number(frame.longitude), Number(frame.latitude)],
      zoom: Number(frame.zoom),
      ...(bounds && { bounds, fitBoundsOptions: { padding: room(element) } }),
      minZoom: 6,
      maxZoom: 17,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      cooperativeGestures: !picks,
      fadeDuration: 0,
      locale: {
        "NavigationControl.ZoomIn": frame.wordsIn,
        "NavigationControl.ZoomOut": frame.wordsOut,
        "CooperativeGesturesHandler.WindowsHelpText": frame.wordsGesture,
        "CooperativeGesturesHandler.MacHelpText": frame.wordsGesture,
        "CooperativeGesturesHandler.MobileHelpText": frame.wordsTouch,
        "Map.Title": frame.wordsTitle,
        "Popup.Close": frame.wordsClose,
        "Marker.Title": frame.wordsPin,
      },
    });
    map.touchZoomRotate.disableRotation();
    map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
    map.on("styleimagemissing", ({ id }) => {
      const [kind, ...rest] = id.split(":");
      const words = rest.join(":");
      if (map.hasImage(id)) return;
      if (kind === "state") map.addImage(id, ...symbol(words));
      if (kind === "cluster") {
        const [count, late] = rest.map(Number);
        map.addImage(id, ...cluster(short(count), late / count));
      }
      if (kind === "label") map.addImage(id, ...label(words));
    });
    const draw = () => {
      map.setStyle(style(frame), { diff: false });
    };
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    map.on("click", "clusters", (event) => {
      map.easeTo({ center: event.features[0].geometry.coordinates, zoom: map.getZoom() + 2 });
    });
    map.on("click", "points", (event) => show(map, event.features[0]));
    for (const layer of ["clusters", "points"]) {
      map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
      map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
    }
    if (picks) pick(map, element, picks);
    element.dispatchEvent(new CustomEvent("map:open", { detail: map, bubbles: true }));
  }

  function show(map, feature) {
    const { title, note, href } = feature.properties;
    const box = document.createElement("div");
    const name = document.createElement(href ? "a" : "p");
    name.textContent = title;
    name.className = "strong";
    if (href) name.href = href;
    box.append(name);
    if (note) {
      const line = document.createElement("p");
      line.textContent = note;
      line.className = "soft small";
      box.append(line);
    }
    new maplibregl.Popup({ maxWidth: "280px", offset: 12 })
      .setLngLat(feature.geometry.coordinates)
      .setDOMContent(box)
      .addTo(map);
  }

  // A tap sets the pin; "my place" asks the device; both fill two ordinary inputs.
  function pick(map, element, prefix) {
    const latitude = document.getElementById(`${prefix}latitude`);
    const longitude = document.getElementById(`${prefix}longitude`);
    const said = element.querySelector("[data-map-said]");
    const pin = new maplibregl.Marker({ draggable: true, color: colour("tea") });
    const put = (at) => {
      pin.setLngLat(at).addTo(map);
      latitude.value = at.lat.toFixed(6);
      longitude.value = at.lng.toFixed(6);
      latitude.dispatchEvent(new Event("change", { bubbles: true }));
      if (said) said.textContent = frameWords(element, "Put");
    };
    // The form knows a place already, from the phone or from an earlier try: show it.
    const follow = () => {
      if (!latitude.value || !longitude.value) return;
      const at = new maplibregl.LngLat(Number(longitude.value), Number(latitude.value));
      pin.setLngLat(at).addTo(map);
      map.easeTo({ center: at, zoom: Math.max(map.getZoom(), 14) });
    };
    map.on("click", (event) => put(event.lngLat));
    pin.on("dragend", () => put(pin.getLngLat()));
    follow();
    latitude.addEventListener("moved", follow);
    const here = document.querySelector(`[data-here="${prefix}"]`);
    if (!here || !navigator.geolocation) return;
    here.hidden = false;
    here.addEventListener("click", () => {
      here.setAttribute("aria-busy", "true");
      const done = () => here.removeAttribute("aria-busy");
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          done();
          put(new maplibregl.LngLat(coords.longitude, coords.latitude));
          follow();
        },
        () => {
          done();
          if (said) said.textContent = frameWords(element, "Unknown");
        },
        { enableHighAccuracy: true, timeout: 15000 },
      );
    });
  }

  const frameWords = (element, name) => element.dataset[`words${name}`] || "";

  const elements = document.querySelectorAll("[data-map]");

  let library;
  function fetchLibrary({ library: script, style: sheet, worker }) {
    library ??= Promise.all([
      added("script", { src: script }),
      added("link", { rel: "stylesheet", href: sheet }),
      document.fonts.load(canvasFont, "Ổ").catch(() => null),
    ]).then(() => maplibregl.setWorkerUrl(worker));
    return library;
  }

  function added(name, attributes) {
    return new Promise((resolve, reject) => {
      const element = Object.assign(document.createElement(name), attributes);
      element.onload = resolve;
      element.onerror = reject;
      document.head.append(element);
    });
  }

  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        fetchLibrary(target.dataset)
          .then(() => open(target))
          .catch((reason) => {
            // Without WebGL there is no map; what it would show stands in the list.
            console.info("map:", reason);
            target.querySelector("[data-map-still]").textContent = frameWords(target, "Failed");
          });
      }
    },
    { rootMargin: "300px" },
  );
  for (const element of elements) near.observe(element);
})();
