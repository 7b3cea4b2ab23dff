import {
  atNextFrame, button, choice, describe, element, keepKeys, oncePerFrame, setText, sharpContext, slider, themeColours,
  watchSurroundings,
} from "./controls.js";
import { liveText } from "./live_text.js";
import { logarithmicSlider } from "./logarithmic_slider.js";
import { fillCircle, strokeCircle, strokePath, write } from "./plane.js";
import { drawSimplex, simplex } from "./simplex.js";

const CLASSES = ["A", "B", "C"];
const SCORES = { score_a: "score of A", score_b: "score of B", score_c: "score of C" };
const TRAITS = [
  ...Object.keys(SCORES), "temperature", "target", "has_loss", "probabilities", "path", "trail", "loss", "gradient",
  "message", "problem",
];
const MARGIN = 30; // room for the letters at the corners

const signed = (value) => value.toFixed(2).replace("-", "\u2212");

// The picture: the triangle on the left, bars on the right.

function drawPicture(canvas, state) {
  const sharp = sharpContext(canvas);
  if (!sharp) return;
  const { context, width, height } = sharp;
  const colours = themeColours(canvas, ["paper", "ink", "soft", "rule", "plus", "minus", "halo"]);
  colours.font = getComputedStyle(canvas).fontFamily;
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, width, height);
  const split = width * 0.5;
  const box = { left: MARGIN, top: MARGIN, width: split - 1.5 * MARGIN, height: height - 2 * MARGIN };
  drawTriangle(context, simplex(box), state, colours);
  const bars = { left: split + 28, right: width - 46, height: height / 2 };
  const probabilities = { title: "probabilities", values: state.probabilities, low: 0, colour: colours.plus };
  drawBars(context, { ...bars, top: 0 }, probabilities, state, colours);
  if (!state.has_loss) return;
  const gradient = { title: "gradient of the loss", values: state.gradient, low: -1, colour: colours.minus };
  drawBars(context, { ...bars, top: height / 2 }, gradient, state, colours);
}

function drawTriangle(context, map, { probabilities, path, trail, target, has_loss: hasLoss }, colours) {
  drawSimplex(context, map, colours);
  context.font = `bold 15px ${colours.font}`;
  map.corners.forEach(([x, y], k) => {
    context.fillStyle = colours.ink;
    const at = [x + [0, -13, 13][k], y + [-15, 12, 12][k]];
    write(context, CLASSES[k], at, "center", "middle");
    if (hasLoss && CLASSES[k] === target) drawRing(context, at, colours);
  });
  context.strokeStyle = colours.soft;
  context.lineWidth = 1.5;
  if (path.length) strokePath(context, path.map(map.place));
  if (!probabilities.length) return;
  context.fillStyle = colours.minus;
  for (const p of trail) fillCircle(context, map.place(p), 3.5);
  const point = map.place(probabilities);
  context.fillStyle = colours.halo;
  fillCircle(context, point, 14);
  context.fillStyle = colours.plus;
  fillCircle(context, point, 7);
  context.strokeStyle = colours.paper;
  context.lineWidth = 1.5;
  strokeCircle(context, point, 7);
}

/** The target's mark: a ring around its letter. */
function drawRing(context, place, colours) {
  context.strokeStyle = colours.ink;
  context.lineWidth = 1.5;
  strokeCircle(context, place, 11);
}

function drawBars(context, { left, right, top, height }, { title, values, low, colour }, state, colours) {
  const reach = Math.max(1, ...values.map(Math.abs)); // a wrong gradient may be larger than 1
  const pixel = (value) => left + ((value - low * reach) / (reach - low * reach)) * (right - left);
  const row = (height - 44) / 3;
  context.font = `13px ${colours.font}`;
  context.fillStyle = colours.soft;
  write(context, title, [left, top + 20], "left", "middle");
  CLASSES.forEach((name, k) => {
    const middle = top + 34 + row * (k + 0.5);
    context.font = `bold 13px ${colours.font}`;
    context.fillStyle = colours.ink;
    write(context, name, [left - 14, middle], "center", "middle");
    if (state.has_loss && name === state.target) drawRing(context, [left - 14, middle], colours);
    if (!values.length) return;
    context.fillStyle = colour;
    const [from, to] = [pixel(0), pixel(values[k])].sort((a, b) => a - b);
    context.fillRect(from, middle - row * 0.32, Math.max(to - from, 1), row * 0.64);
    context.font = `13px ${colours.font}`;
    context.fillStyle = colours.ink;
    write(context, signed(values[k]), [right + 40, middle], "right", "middle");
  });
  context.strokeStyle = colours.soft;
  context.lineWidth = 1;
  strokePath(context, [[pixel(0), top + 34], [pixel(0), top + 34 + 3 * row]]);
}

// What stands beside the picture.

function lossReadout() {
  const value = element("dd");
  const list = element("dl", { className: "softmax-loss" }, element("dt", {}, "loss"), value);
  return { root: list, show: ({ loss }) => setText(value, loss === null ? "?" : `${loss.toFixed(3)} nats`) };
}

function render({ model, el }) {
  const canvas = element("canvas", { className: "demo-canvas softmax-canvas" });
  canvas.setAttribute("role", "img");
  const send = oncePerFrame(() => model.save_changes());
  const set = (name, value) => {
    if (typeof value === "number" && !Number.isFinite(value)) return;
    model.set(name, value);
    send();
  };
  const sliders = Object.fromEntries(
    Object.entries(SCORES).map(([name, label]) => [
      name,
      slider({ label, limit: 5, step: 0.1, onInput: (value) => set(name, value) }),
    ]),
  );
  const [low, high] = [model.get("coolest"), model.get("hottest")];
  const onInput = (value) => set("temperature", Math.min(high, Math.max(low, value)));
  sliders.temperature = logarithmicSlider({ label: "temperature", low, high, onInput });
  const options = Object.fromEntries(CLASSES.map((name) => [name, name]));
  const target = choice({ label: "target", options, onChoose: (value) => set("target", value) });
  const press = (action) => () => model.send({ press: action });
  const step = button("Step downhill", press("step"));
  const readout = lossReadout();
  const live = liveText("softmax-live");
  const panel = element("div", { className: "demo-panel softmax-panel" },
    ...Object.values(sliders).map(({ root }) => root), target.root,
    element("div", { className: "demo-buttons" }, step, button("Reset", press("reset"))), readout.root, live.root);
  const root = element("div", { className: "demo" }, element("div", { className: "demo-row" }, canvas, panel));
  keepKeys(root);
  for (const node of [target.root, step, readout.root]) node.hidden = !model.get("has_loss");

  let shown = {};
  const redraw = atNextFrame(() => drawPicture(canvas, shown));
  const show = () => {
    shown = Object.fromEntries(TRAITS.map((name) => [name, model.get(name)]));
    for (const [name, each] of Object.entries(sliders)) each.show(shown[name]);
    target.show(shown.target);
    readout.show(shown);
    live.show(shown);
    redraw();
    describe(canvas, model.get("description"));
  };
  el.append(root);
  model.on("change", show);
  const stopWatching = watchSurroundings(canvas, redraw);
  show();
  return () => {
    stopWatching();
    model.off("change", show);
  };
}

export default { render };
