import {
  atNextFrame, button, choice, describe, element, keepKeys, oncePerFrame, prefersStillness, setText, sharpContext,
  slider, themeColours, watchSurroundings,
} from "./controls.js";
import { liveText } from "./live_text.js";
import {
  drawArrow, drawAxes, drawBits, drawCorners, drawPoint, fillCircle, plane, strokeCircle, strokePath, write,
} from "./plane.js";

const WEIGHTS = { w1: "weight w<sub>1</sub>", w2: "weight w<sub>2</sub>", bias: "bias b" };
const DATA = { separable: "separable", xor: "XOR", overlapping: "overlapping" };
const TRAITS = [
  "w1", "w2", "bias", "data", "extent", "points", "fires", "mistaken", "mistakes", "epoch", "step_index", "visited",
  "moved_from", "message", "problem",
];
const GRIP = 12; // how near the pointer must come, in pixels
const PAUSE = { stay: 110, move: 550 }; // milliseconds between visits: a change of weights needs time to be seen

// Geometry: the plane's part of the arrow, and what the pointer has hold of.

const dot = (a, b) => a[0] * b[0] + a[1] * b[1];

/** Where the arrow from the origin to w can be taken hold of: at w, or where it leaves the picture. */
function arrowHandle({ w1, w2, extent }) {
  const part = Math.min(1, (0.92 * extent) / Math.max(Math.abs(w1), Math.abs(w2), 1e-9));
  return [part * w1, part * w2];
}

/** Name what can be dragged at a pixel: "arrow", "line" or nothing. */
function gripAt(state, map, pixel) {
  const tip = map.toPixels(arrowHandle(state));
  if (Math.hypot(tip[0] - pixel[0], tip[1] - pixel[1]) <= GRIP) return "arrow";
  const w = [state.w1, state.w2];
  const length = Math.hypot(...w);
  if (length === 0) return "";
  const distance = Math.abs(dot(w, map.toPlane(pixel)) + state.bias) / length;
  return (distance * map.size) / (2 * map.extent) <= GRIP ? "line" : "";
}

/** The weights after dragging to a place in the plane: the arrow's tip follows it, or the line passes through it. */
function dragged(grip, { w1, w2 }, place) {
  const rounded = (number) => Math.round(number * 10) / 10;
  if (grip === "arrow") return { w1: rounded(place[0]), w2: rounded(place[1]) };
  return { bias: rounded(-dot([w1, w2], place)) };
}

// The picture, back to front.

function drawPicture(canvas, state) {
  const sharp = sharpContext(canvas);
  if (!sharp) return;
  const { context, width } = sharp;
  const map = plane(state.extent, width);
  const colours = themeColours(canvas, ["paper", "ink", "soft", "rule", "plus", "minus", "shade", "halo"]);
  colours.font = getComputedStyle(canvas).fontFamily;
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, width, width);
  drawBits(context, map, state.fires, colours.shade);
  drawAxes(context, map, colours);
  drawLine(context, map, state, colours);
  drawVisited(context, map, state, colours);
  for (const point of state.points) drawPoint(context, map, point, colours);
  drawMarks(context, map, state, colours);
  drawWeights(context, map, state, colours);
}

function drawLine(context, map, { w1, w2, bias, extent }, colours) {
  const square = w1 * w1 + w2 * w2;
  if (square === 0) return;
  const foot = [(-bias * w1) / square, (-bias * w2) / square];
  const far = (3 * extent + Math.hypot(...foot)) / Math.sqrt(square);
  const ends = [far, -far].map((t) => map.toPixels([foot[0] - t * w2, foot[1] + t * w1]));
  context.strokeStyle = colours.ink;
  context.lineWidth = 2.5;
  strokePath(context, ends);
}

function drawVisited(context, map, { points, visited }, colours) {
  const point = points[visited];
  if (!point) return;
  context.fillStyle = colours.halo;
  fillCircle(context, map.toPixels(point), map.radius * 2.4);
}

function drawMarks(context, map, { points, mistaken, step_index: next }, colours) {
  context.strokeStyle = colours.ink;
  context.lineWidth = 2;
  for (const index of mistaken) strokeCircle(context, map.toPixels(points[index]), map.radius * 1.9);
  if (points[next]) drawCorners(context, map.toPixels(points[next]), map.radius * 2.5);
}

function drawWeights(context, map, state, colours) {
  const origin = map.toPixels([0, 0]);
  const tip = map.toPixels([state.w1, state.w2]);
  if (state.moved_from.length) {
    const before = map.toPixels(state.moved_from);
    drawArrow(context, origin, before, { colour: colours.soft, width: 2 });
    drawArrow(context, before, tip, { colour: colours.ink, width: 2, dash: [6, 4] });
  }
  drawArrow(context, origin, tip, { colour: colours.ink, width: 3.5 });
  context.fillStyle = colours.ink;
  fillCircle(context, origin, 3.5);
  context.font = `italic bold ${Math.max(14, map.size * 0.034)}px ${colours.font}`;
  const beside = (2.4 * map.radius) / Math.max(Math.hypot(tip[0] - origin[0], tip[1] - origin[1]), 1);
  const [x, y] = map.toPixels(arrowHandle(state));
  write(context, "w", [x - beside * (tip[1] - origin[1]), y + beside * (tip[0] - origin[0])], "center", "middle");
}

// What stands beside the picture.

const svg = (shapes) => `<svg viewBox="-11 -9 22 18" aria-hidden="true" fill="none" stroke-width="2">${shapes}</svg>`;
const INK = 'stroke="var(--demo-ink)"';
const LEGEND = {
  "class +1: should fire": '<circle r="5" fill="var(--demo-plus)"/>',
  "class \u22121: should not": '<rect x="-4.5" y="-4.5" width="9" height="9" stroke="var(--demo-minus)"/>',
  "your neuron fires": '<rect x="-9" y="-7" width="18" height="14" fill="var(--demo-shade)"/>',
  "last change of w": `<path d="M-10 0h14" stroke-dasharray="4 3" ${INK}/><path d="M10 0l-7-4v8z" fill="var(--demo-ink)"/>`,
  "a mistake": `<circle r="7" ${INK}/>`,
  "visited last": '<circle r="7" fill="var(--demo-halo)"/>',
  "visited next": `<path d="M-8-4v-4h4M4-8h4v4M8 4v4h-4M-4 8h-4v-4" ${INK}/>`,
};

function legend() {
  const entries = Object.entries(LEGEND).map(([words, shapes]) =>
    element("li", {}, element("span", { innerHTML: svg(shapes) }), words),
  );
  return element("ul", { className: "neuron-legend" }, ...entries);
}

function facts() {
  const values = {};
  const list = element("dl", { className: "neuron-facts" });
  for (const name of ["mistakes", "epoch", "next point"]) {
    values[name] = element("dd");
    list.append(element("dt", {}, name), values[name]);
  }
  const show = ({ mistakes, points, epoch, step_index: next }) => {
    setText(values.mistakes, `${mistakes ?? "?"} of ${points.length}`);
    setText(values.epoch, String(epoch));
    setText(values["next point"], `${next + 1} of ${points.length}`);
  };
  return { root: list, show };
}

/** Let the pointer drag the line and the arrow; `move` receives the new weights. */
function makeDraggable(canvas, current, move) {
  let grip = "";
  const pixel = (event) => [event.offsetX, event.offsetY];
  const map = () => plane(current().extent, canvas.clientWidth);
  canvas.addEventListener("pointerdown", (event) => {
    grip = gripAt(current(), map(), pixel(event));
    if (grip) canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (grip) move(dragged(grip, current(), map().toPlane(pixel(event))));
    canvas.style.cursor = grip ? "grabbing" : gripAt(current(), map(), pixel(event)) ? "grab" : "default";
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => (grip = ""));
}

/** Play frames one after the other; each stays on show longer if it moved the weights. */
function player(show, done) {
  let timer = 0;
  const stop = () => clearTimeout(timer);
  const play = (frames, index = 0) => {
    if (index === frames.length) return done();
    show(frames[index]);
    timer = setTimeout(() => play(frames, index + 1), frames[index].moved_from.length ? PAUSE.move : PAUSE.stay);
  };
  return { play, stop };
}

function render({ model, el }) {
  const canvas = element("canvas", { className: "demo-canvas neuron-canvas" });
  canvas.setAttribute("role", "img");
  const send = oncePerFrame(() => model.save_changes());
  const set = (values) => {
    for (const [name, value] of Object.entries(values)) if (Number.isFinite(value)) model.set(name, value);
    send();
  };
  const sliders = Object.fromEntries(
    Object.entries(WEIGHTS).map(([name, label]) => [
      name,
      slider({ label, limit: 5, step: 0.1, onInput: (value) => set({ [name]: value }) }),
    ]),
  );
  const data = choice({ label: "data", options: DATA, onChoose: (value) => { model.set("data", value); send(); } });
  const press = (action) => () => model.send({ press: action });
  const buttons = element("div", { className: "demo-buttons" },
    button("Step", press("step")), button("Run an epoch", press("run_epoch")), button("Reset", press("reset")));
  const readout = facts();
  const live = liveText("neuron-live");
  const panel = element("div", { className: "demo-panel" },
    data.root, ...Object.values(sliders).map(({ root }) => root), buttons, readout.root, live.root, legend());
  const root = element("div", { className: "demo" }, element("div", { className: "demo-row" }, canvas, panel));
  keepKeys(root);

  let shown = {};
  const redraw = atNextFrame(() => drawPicture(canvas, shown));
  const show = (frame = null) => {
    shown = { ...Object.fromEntries(TRAITS.map((name) => [name, model.get(name)])), ...frame };
    live.show(shown, frame !== null);
    for (const name of Object.keys(WEIGHTS)) sliders[name].show(shown[name]);
    data.show(shown.data);
    readout.show(shown);
    redraw();
  };
  const settle = () => {
    show();
    describe(canvas, model.get("description"));
  };
  const animation = player(show, settle);
  let runs = model.get("runs");
  const onChange = () => {
    animation.stop();
    const isNewRun = runs !== model.get("runs");
    runs = model.get("runs");
    if (isNewRun && !prefersStillness()) animation.play(model.get("trajectory"));
    else settle();
  };
  makeDraggable(canvas, () => shown, set);
  el.append(root);
  model.on("change", onChange);
  const stopWatching = watchSurroundings(canvas, redraw);
  settle();
  return () => {
    animation.stop();
    stopWatching();
    model.off("change", onChange);
  };
}

export default { render };
