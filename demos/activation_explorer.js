import {
  atNextFrame, choice, describe, element, keepKeys, oncePerFrame, setText, sharpContext, themeColours,
  watchSurroundings,
} from "./controls.js";
import { drawCurve, drawGraphAxes, graph, rangeSlider } from "./graph.js";

const ACTIVATIONS = {
  sigmoid: "sigmoid", tanh: "tanh", relu: "ReLU", leaky_relu: "leaky ReLU", prelu: "PReLU", elu: "ELU", srelu: "SReLU",
  maxout: "maxout",
};
const SLIDERS = {
  bias: { label: "bias", min: -10, max: 10, step: 0.25 },
  slope: { label: "slope", min: 0, max: 1, step: 0.05 },
  alpha: { label: "alpha", min: 0.1, max: 2, step: 0.1 },
  t_right: { label: "t<sub>right</sub>", min: 0, max: 3, step: 0.1 },
  a_right: { label: "a<sub>right</sub>", min: -1, max: 2, step: 0.1 },
  t_left: { label: "t<sub>left</sub>", min: -3, max: 0, step: 0.1 },
  a_left: { label: "a<sub>left</sub>", min: -1, max: 2, step: 0.1 },
  piece: { label: "2nd piece", min: -1, max: 0.9, step: 0.1 },
};
const HEIGHTS = [-2.2, 3.2];
const DOT = 4.5; // radius of an example's mark

function drawPicture(canvas, state) {
  const sharp = sharpContext(canvas);
  if (!sharp) return;
  const { context, width, height } = sharp;
  const span = [-state.reach, state.reach];
  const map = graph(span, HEIGHTS, width, height);
  const colours = themeColours(canvas, ["paper", "ink", "soft", "rule", "plus", "minus", "halo"]);
  colours.font = getComputedStyle(canvas).fontFamily;
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, width, height);
  context.fillStyle = colours.halo;
  for (const [from, to] of state.saturated) {
    const left = map.toPixels([from, 0])[0];
    context.fillRect(left, 0, map.toPixels([to, 0])[0] - left, height);
  }
  drawGraphAxes(context, map, colours, { xTicks: [-4, -2, 2, 4], yTicks: [-2, -1, 1, 2, 3], xName: "sum a" });
  drawCurve(context, map, span, state.slopes, { colour: colours.minus, width: 2, dash: [7, 5] });
  drawCurve(context, map, span, state.values, { colour: colours.plus, width: 3 });
  for (const example of state.examples) drawExample(context, map, example, colours);
}

/** An example on the curve: filled if any gradient passes there, hollow if none does; at the edge if it is outside. */
function drawExample(context, map, [sum, value, slope], colours) {
  const [px, py] = map.toPixels([sum, value]);
  const x = Math.min(Math.max(px, DOT), map.width - DOT);
  const y = Math.min(Math.max(py, DOT), map.height - DOT);
  context.beginPath();
  context.arc(x, y, DOT, 0, 2 * Math.PI);
  context.fillStyle = slope ? colours.ink : colours.paper;
  context.fill();
  context.strokeStyle = colours.ink;
  context.lineWidth = 1.5;
  context.stroke();
}

function render({ model, el }) {
  const canvas = element("canvas", { className: "demo-canvas activation-canvas" });
  canvas.setAttribute("role", "img");
  const send = oncePerFrame(() => model.save_changes());
  const set = (name) => (value) => {
    model.set(name, value);
    send();
  };
  const activation = choice({ label: "activation", options: ACTIVATIONS, onChoose: set("activation") });
  const sliders = Object.fromEntries(
    Object.entries(SLIDERS).map(([name, options]) => [name, rangeSlider({ ...options, onInput: set(name) })]),
  );
  const problem = element("p", { className: "demo-problem" });
  const message = element("p", { className: "demo-message" });
  const live = element("div", { className: "activation-live" }, problem, message);
  live.setAttribute("aria-live", "polite");
  const legend = element("p", { className: "curve-legend" },
    "Line: value. Dashed: slope. Grey: next to no slope. Filled dots: examples that pass a gradient; hollow: none.");
  const panel = element("div", { className: "demo-panel" },
    activation.root, ...Object.values(sliders).map(({ root }) => root), live, legend);
  const root = element("div", { className: "demo" }, element("div", { className: "demo-row" }, canvas, panel));
  keepKeys(root);

  const state = () => Object.fromEntries(
    ["reach", "values", "slopes", "saturated", "examples"].map((name) => [name, model.get(name)]),
  );
  const redraw = atNextFrame(() => drawPicture(canvas, state()));
  const show = () => {
    activation.show(model.get("activation"));
    for (const [name, control] of Object.entries(sliders)) {
      control.show(model.get(name));
      control.root.hidden = name !== "bias" && !model.get("settings").includes(name);
    }
    setText(problem, model.get("problem"));
    setText(message, model.get("message"));
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
