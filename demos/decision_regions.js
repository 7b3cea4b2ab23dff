import {
  atNextFrame, button, choice, describe, element, keepKeys, oncePerFrame, prefersStillness, setText, sharpContext,
  themeColours, watchSurroundings,
} from "./controls.js";
import { drawAxes, drawBits, drawPoint, plane, strokePath } from "./plane.js";
import { rangeSlider } from "./graph.js";

const DATA = { xor: "XOR", rings: "rings", moons: "moons", spirals: "spirals" };
const ACTIVATIONS = { sigmoid: "sigmoid", tanh: "tanh", relu: "ReLU" };
const TRAITS = ["extent", "points", "fires", "lines", "steps", "loss", "mistakes", "message"];
const PAUSE = 70; // milliseconds between the frames of a training

function drawPicture(canvas, state) {
  const sharp = sharpContext(canvas);
  if (!sharp) return;
  const { context, width } = sharp;
  const map = plane(state.extent, width);
  const colours = themeColours(canvas, ["paper", "ink", "soft", "rule", "plus", "minus", "shade"]);
  colours.font = getComputedStyle(canvas).fontFamily;
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, width, width);
  drawBits(context, map, state.fires, colours.shade);
  drawAxes(context, map, colours);
  context.strokeStyle = colours.soft;
  context.lineWidth = 1.5;
  for (const line of state.lines) drawUnit(context, map, line);
  for (const point of state.points) drawPoint(context, map, point, colours);
}

/** The line where a unit's sum is 0, with a short stroke towards the side on which the sum is positive. */
function drawUnit(context, map, [w1, w2, bias]) {
  const square = w1 * w1 + w2 * w2;
  if (square === 0) return;
  const foot = [(-bias * w1) / square, (-bias * w2) / square];
  const far = (3 * map.extent + Math.hypot(...foot)) / Math.sqrt(square);
  strokePath(context, [far, -far].map((t) => map.toPixels([foot[0] - t * w2, foot[1] + t * w1])));
  const length = 0.22 / Math.sqrt(square);
  strokePath(context, [foot, [foot[0] + length * w1, foot[1] + length * w2]].map(map.toPixels));
}

function render({ model, el }) {
  const canvas = element("canvas", { className: "demo-canvas regions-canvas" });
  canvas.setAttribute("role", "img");
  const send = oncePerFrame(() => model.save_changes());
  const set = (name) => (value) => {
    model.set(name, value);
    send();
  };
  const controls = {
    data: choice({ label: "data", options: DATA, onChoose: set("data") }),
    activation: choice({ label: "activation", options: ACTIVATIONS, onChoose: set("activation") }),
    layers: rangeSlider({ label: "hidden layers", min: 1, max: 2, step: 1, onInput: set("layers") }),
    units: rangeSlider({ label: "units in each", min: 1, max: 8, step: 1, onInput: set("units") }),
  };
  const press = (action) => () => model.send({ press: action });
  const buttons = element("div", { className: "demo-buttons" },
    button("Train", press("train")), button("New weights", press("draw_weights")), button("Reset", press("reset")));
  const problem = element("p", { className: "demo-problem" });
  const message = element("p", { className: "demo-message" });
  const live = element("div", { className: "regions-live" }, problem, message);
  const legend = element("p", { className: "curve-legend" },
    "Circles: class +1. Squares: class \u22121. Shaded: your network\u2019s output is positive. Thin lines: a unit of the "
    + "first layer has the sum 0; the short stroke points to its positive side.");
  const panel = element("div", { className: "demo-panel" },
    ...Object.values(controls).map(({ root }) => root), buttons, live, legend);
  const root = element("div", { className: "demo" }, element("div", { className: "demo-row" }, canvas, panel));
  keepKeys(root);

  let shown = {};
  let timer = 0;
  const redraw = atNextFrame(() => drawPicture(canvas, shown));
  const show = (frame = null) => {
    shown = { ...Object.fromEntries(TRAITS.map((name) => [name, model.get(name)])), ...frame };
    for (const [name, control] of Object.entries(controls)) control.show(model.get(name));
    live.setAttribute("aria-live", frame ? "off" : "polite");
    setText(problem, model.get("problem"));
    setText(message, frame ? `Step ${frame.steps}: loss ${frame.loss.toFixed(3)}, ${frame.mistakes} wrong.` : shown.message);
    redraw();
  };
  const settle = () => {
    show();
    describe(canvas, model.get("description"));
  };
  const play = (frames, index = 0) => {
    if (index === frames.length) return settle();
    show(frames[index]);
    timer = setTimeout(() => play(frames, index + 1), PAUSE);
  };
  let runs = model.get("runs");
  const onChange = () => {
    clearTimeout(timer);
    const isNewRun = runs !== model.get("runs");
    runs = model.get("runs");
    if (isNewRun && !prefersStillness()) play(model.get("trajectory"));
    else settle();
  };
  el.append(root);
  model.on("change", onChange);
  const stopWatching = watchSurroundings(canvas, redraw);
  settle();
  return () => {
    clearTimeout(timer);
    stopWatching();
    model.off("change", onChange);
  };
}

export default { render };
