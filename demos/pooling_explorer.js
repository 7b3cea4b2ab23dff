import {
  atNextFrame, choice, describe, element, keepKeys, oncePerFrame, setText, sharpContext, themeColours,
  watchSurroundings,
} from "./controls.js";
import { floats } from "./float_arrays.js";
import { captions, drawPixels, frameCells, greys, pixelPicture } from "./pixel_pictures.js";
import { scaleSlider } from "./scales.js";

const TOP = 26; // room for a title
const BELOW = 24; // and for what stands beneath a picture
const RESULTS = ["size", "window", "stride", "shift", "kind", "places", "changed_pixels", "changed_places"];

// The picture: above the image before and after the shift, below what pooling makes of each.

function drawPicture(canvas, state) {
  const sharp = sharpContext(canvas);
  if (!sharp) return;
  const { context, width, height } = sharp;
  const colours = themeColours(canvas, ["paper", "ink", "soft", "rule", "plus", "minus"]);
  Object.assign(colours, { font: getComputedStyle(canvas).fontFamily, mark: colours.minus });
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, width, height);
  const side = Math.min((width - 40) / 2, height / 2 - TOP - BELOW);
  const box = (across, down) => ({ left: 6 + across * (side + 28), top: TOP + down * (height / 2), side });
  const { size, places, window, pixels, pooled, changed } = state;
  const halves = (numbers, count) => [numbers.subarray(0, count ** 2), numbers.subarray(count ** 2)];
  halves(pixels, size).forEach((numbers, after) => {
    drawPixels(context, pixelPicture(numbers, size, greys(0, 1)), box(after, 0));
    frameCells(context, box(after, 0), size, [0, 0, window, window], colours);
    const title = after ? `moved by ${state.shift}` : "picture";
    captions(context, box(after, 0), title, after ? `${state.changed_pixels} of ${size ** 2} changed` : "", colours);
  });
  halves(pooled, places).forEach((numbers, after) => {
    const title = `${state.kind} of ${window} \u00d7 ${window}`;
    context.strokeStyle = colours.rule;
    context.lineWidth = 1;
    context.strokeRect(box(after, 1).left, box(after, 1).top, side, side);
    if (!pooled.length) return captions(context, box(after, 1), `${title}: unknown`, "", colours);
    drawPixels(context, pixelPicture(numbers, places, greys(0, 1)), box(after, 1));
    if (after) crossOut(context, box(after, 1), places, changed);
    const count = `${state.changed_places} of ${places ** 2} changed: crosses`;
    return captions(context, box(after, 1), title, after ? count : `${places} \u00d7 ${places}`, colours);
  });
}

/** A cross in every cell that has changed, light below and dark above, so that it shows on any grey. */
function crossOut(context, { left, top, side }, count, changed) {
  const cell = side / count;
  const arm = Math.min(5, cell * 0.28);
  const path = new Path2D();
  for (let index = 0; index < count * count; index += 1) {
    if (!changed[index]) continue;
    const x = left + ((index % count) + 0.5) * cell;
    const y = top + (Math.floor(index / count) + 0.5) * cell;
    path.moveTo(x - arm, y - arm);
    path.lineTo(x + arm, y + arm);
    path.moveTo(x - arm, y + arm);
    path.lineTo(x + arm, y - arm);
  }
  context.lineWidth = 2.6;
  context.strokeStyle = "#fff";
  context.stroke(path);
  context.lineWidth = 1.4;
  context.strokeStyle = "#b34700";
  context.stroke(path);
}

function render({ model, el }) {
  const canvas = element("canvas", { className: "demo-canvas pooling-canvas" });
  canvas.setAttribute("role", "img");
  const send = oncePerFrame(() => model.save_changes());
  const set = (name) => (value) => {
    model.set(name, value);
    send();
  };
  const options = (names) => Object.fromEntries(names.map((name) => [name, name]));
  const slid = (name, label, low, high) =>
    scaleSlider({ label, low, high, step: 1, format: String, onInput: set(name) });
  const controls = {
    picture: choice({ label: "picture", options: options(model.get("pictures")), onChoose: set("picture") }),
    kind: choice({ label: "pooling", options: options(model.get("kinds")), onChoose: set("kind") }),
    window: slid("window", "window", 1, model.get("largest")),
    stride: slid("stride", "stride", 1, model.get("largest")),
    shift: slid("shift", "shift right", 0, model.get("farthest")),
  };
  const problem = element("p", { className: "demo-problem" });
  const message = element("p", { className: "demo-message" });
  const live = element("div", { className: "pooling-live" }, problem, message);
  live.setAttribute("aria-live", "polite");
  const panel = element("div", { className: "demo-panel" }, ...Object.values(controls).map(({ root }) => root), live);
  const root = element("div", { className: "demo" }, element("div", { className: "demo-row" }, canvas, panel));
  keepKeys(root);

  let shown = {};
  const redraw = atNextFrame(() => drawPicture(canvas, shown));
  const show = () => {
    const marks = model.get("changed");
    shown = Object.fromEntries(RESULTS.map((name) => [name, model.get(name)]));
    Object.assign(shown, { pixels: floats(model.get("pixels")), pooled: floats(model.get("pooled")) });
    shown.changed = new Uint8Array(marks.buffer, marks.byteOffset, marks.byteLength);
    for (const [name, control] of Object.entries(controls)) control.show(model.get(name));
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
