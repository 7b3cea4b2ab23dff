import {
  atNextFrame, choice, describe, element, keepKeys, oncePerFrame, sharpContext, themeColours, watchSurroundings,
} from "./controls.js";
import { liveText } from "./live_text.js";
import { strokePath, write } from "./plane.js";
import { scaleSlider } from "./scales.js";

const TRAITS = [
  "activation", "size", "unit", "low", "high", "without", "normalised", "deviations", "normalised_deviations",
  "message", "problem",
];

/** A number in few characters: 0.21, or 5e-6 where it is small. */
const short = (value) =>
  (value >= 0.001 || value === 0 ? Number(value.toPrecision(2)).toString() : value.toExponential(0)).replace(
    "-",
    "\u2212",
  );

// One network: a histogram for each layer, the first layer at the bottom, and its deviation beside it.

function drawNetwork(context, box, { title, histograms, deviations, low, high }, colours) {
  const { left, right, top, bottom, layers } = box;
  const step = (bottom - top) / layers;
  context.font = `bold 13px ${colours.font}`;
  context.fillStyle = colours.ink;
  write(context, title, [left, top - 24], "left", "middle");
  context.font = `11px ${colours.font}`;
  context.fillStyle = colours.soft;
  write(context, "deviation", [right + 52, top - 6], "right", "middle");
  for (let layer = 0; layer < layers; layer += 1) {
    const floor = bottom - layer * step;
    context.fillStyle = colours.soft;
    write(context, String(layer + 1), [left - 7, floor - 4], "right", "middle");
    context.strokeStyle = colours.rule;
    context.lineWidth = 1;
    strokePath(context, [[left, floor], [right, floor]]);
    const counts = histograms[layer];
    if (!counts) continue;
    const most = Math.max(...counts, 1);
    const bin = (right - left) / counts.length;
    context.fillStyle = colours.plus;
    counts.forEach((count, i) => {
      const tall = (count / most) * step * 0.85;
      if (count) context.fillRect(left + i * bin, floor - tall, bin - 0.5, tall);
    });
    context.fillStyle = colours.ink;
    write(context, short(deviations[layer]), [right + 52, floor - step * 0.3], "right", "middle");
  }
  context.fillStyle = colours.soft;
  for (const value of [low, (low + high) / 2, high]) {
    const x = left + ((value - low) / (high - low)) * (right - left);
    write(context, String(value).replace("-", "\u2212"), [x, bottom + 6], "center", "top");
  }
}

function drawPicture(canvas, state) {
  const sharp = sharpContext(canvas);
  if (!sharp) return;
  const { context, width, height } = sharp;
  const colours = themeColours(canvas, ["paper", "ink", "soft", "rule", "plus"]);
  colours.font = getComputedStyle(canvas).fontFamily;
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, width, height);
  const layers = state.without.length;
  const ends = { low: state.low, high: state.high };
  const box = { top: 46, bottom: height - 40, layers };
  const half = width / 2;
  const first = { title: "without", histograms: state.without, deviations: state.deviations, ...ends };
  const second = {
    title: "with batch_norm", histograms: state.normalised, deviations: state.normalised_deviations, ...ends,
  };
  drawNetwork(context, { ...box, left: 44, right: half - 62 }, first, colours);
  drawNetwork(context, { ...box, left: half + 28, right: width - 62 }, second, colours);
  context.fillStyle = colours.soft;
  context.font = `12px ${colours.font}`;
  write(context, `output of unit ${state.unit}`, [half, height - 8], "center", "bottom");
  context.save();
  context.translate(12, (box.top + box.bottom) / 2);
  context.rotate(-Math.PI / 2);
  write(context, "layer", [0, 0], "center", "middle");
  context.restore();
}

function render({ model, el }) {
  const canvas = element("canvas", { className: "demo-canvas histograms-canvas" });
  canvas.setAttribute("role", "img");
  const send = oncePerFrame(() => model.save_changes());
  const set = (name, value) => {
    if (model.get(name) === value) return;
    model.set(name, value);
    send();
  };
  const options = { sigmoid: "sigmoid", tanh: "tanh" };
  const activation = choice({ label: "activation", options, onChoose: (value) => set("activation", value) });
  const [low, high] = [model.get("smallest"), model.get("largest")];
  const times = (value) => String(Number(value.toPrecision(3)));
  const size = scaleSlider({
    label: "weights times", low, high, powers: true, format: times, onInput: (value) => set("size", value),
  });
  const unit = scaleSlider({
    label: "unit", low: 0, high: model.get("units") - 1, step: 1, format: String, onInput: (value) => set("unit", value),
  });
  const live = liveText("histograms-live");
  const panel = element("div", { className: "demo-panel histograms-panel" },
    activation.root, size.root, unit.root, live.root);
  const root = element("div", { className: "demo" }, element("div", { className: "demo-row" }, canvas, panel));
  keepKeys(root);

  let shown = {};
  const redraw = atNextFrame(() => drawPicture(canvas, shown));
  const show = () => {
    shown = Object.fromEntries(TRAITS.map((name) => [name, model.get(name)]));
    activation.show(shown.activation);
    size.show(shown.size);
    unit.show(shown.unit);
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
