import {
  atNextFrame, choice, describe, element, keepKeys, oncePerFrame, setText, sharpContext, themeColours,
  watchSurroundings,
} from "./controls.js";
import { liveText } from "./live_text.js";
import { strokePath, write } from "./plane.js";
import { scaleSlider } from "./scales.js";

const TRAITS = [
  "norm", "mode", "groups", "example", "channel", "position", "shape", "moved", "before", "after", "message",
  "problem",
];
const MODES = { training: "training", inference: "inference" };
const SLANT = 0.16; // how far a sheet rises to the right, per pixel

// The block of numbers: one sheet for each example, a row for each channel, a column for each position.

function sheets({ shape: [examples, channels, positions] }, { width, height }) {
  const [left, top, gap] = [34, 30, 16];
  const sheet = (width - left - 14 - gap * (examples - 1)) / examples;
  const across = sheet / positions;
  const down = (height - top - 26 - SLANT * sheet) / channels;
  const origin = (n) => [left + n * (sheet + gap), top + SLANT * sheet];
  const corner = (n, c, l) => [origin(n)[0] + l * across, origin(n)[1] + c * down - SLANT * l * across];
  const cell = (n, c, l) => [corner(n, c, l), corner(n, c, l + 1), corner(n, c + 1, l + 1), corner(n, c + 1, l)];
  /** Return example, channel and position at a pixel, or null beside the sheets. */
  const at = ([x, y]) => {
    for (let n = 0; n < examples; n += 1) {
      const l = Math.floor((x - origin(n)[0]) / across);
      const c = Math.floor((y - origin(n)[1] + SLANT * (x - origin(n)[0])) / down);
      if (l >= 0 && l < positions && c >= 0 && c < channels) return [n, c, l];
    }
    return null;
  };
  return { origin, corner, cell, at, sheet, down };
}

function outline(context, corners) {
  context.beginPath();
  corners.forEach((corner, i) => (i ? context.lineTo(...corner) : context.moveTo(...corner)));
  context.closePath();
}

function drawSheets(context, map, state, colours) {
  const [examples, channels, positions] = state.shape;
  context.font = `12px ${colours.font}`;
  context.fillStyle = colours.soft;
  for (let c = 0; c < channels; c += 1) {
    const [x, y] = map.corner(0, c + 0.5, 0);
    write(context, String(c), [x - 8, y], "right", "middle");
  }
  context.save();
  context.translate(9, map.corner(0, channels / 2, 0)[1]);
  context.rotate(-Math.PI / 2);
  write(context, "channel", [0, 0], "center", "middle");
  context.restore();
  context.lineWidth = 1;
  for (let n = 0; n < examples; n += 1) {
    context.fillStyle = colours.soft;
    write(context, `example ${n}`, [map.origin(n)[0] + map.sheet / 2, 10], "center", "middle");
    const [x, y] = map.corner(n, channels, 0);
    if (n === 0) write(context, "position (H \u00d7 W) \u2192", [x, y + 12], "left", "middle");
    for (let c = 0; c < channels; c += 1) {
      for (let l = 0; l < positions; l += 1) {
        outline(context, map.cell(n, c, l));
        if (state.moved[(n * channels + c) * positions + l]) {
          context.fillStyle = colours.plus;
          context.fill();
        }
        context.strokeStyle = colours.soft;
        context.globalAlpha = 0.5;
        context.stroke();
        context.globalAlpha = 1;
      }
    }
  }
  outline(context, map.cell(state.example, state.channel, state.position));
  context.strokeStyle = colours.paper;
  context.lineWidth = 6;
  context.stroke();
  context.strokeStyle = colours.minus;
  context.lineWidth = 3;
  context.stroke();
}

// Two histograms: the inputs and the outputs. Grey is every number, blue are the lit ones, each to its own scale.

function drawHistogram(context, { left, right, top, bottom }, title, numbers, colours) {
  context.font = `12px ${colours.font}`;
  context.fillStyle = colours.soft;
  write(context, title, [left, top - 8], "left", "bottom");
  context.strokeStyle = colours.soft;
  context.lineWidth = 1;
  strokePath(context, [[left, bottom], [right, bottom]]);
  if (!numbers.every) return;
  const { low, high } = numbers;
  const bin = (right - left) / numbers.every.length;
  drawBars(context, numbers.every, { left, bottom, bin, height: bottom - top }, colours.rule);
  if (numbers.lit) drawBars(context, numbers.lit, { left, bottom, bin, height: 0.8 * (bottom - top) }, colours.plus, 0.2);
  context.fillStyle = colours.soft;
  for (let tick = Math.ceil(low); tick <= high; tick += high - low > 8 ? 2 : 1) {
    const x = left + ((tick - low) / (high - low)) * (right - left);
    strokePath(context, [[x, bottom], [x, bottom + 4]]);
    write(context, String(tick).replace("-", "\u2212"), [x, bottom + 6], "center", "top");
  }
}

function drawBars(context, counts, { left, bottom, bin, height }, colour, thinner = 0) {
  const most = Math.max(...counts, 1);
  context.fillStyle = colour;
  counts.forEach((count, i) => {
    const high = (count / most) * height;
    context.fillRect(left + (i + thinner) * bin, bottom - high, bin * (1 - 2 * thinner), high);
  });
}

function drawPicture(canvas, state) {
  const sharp = sharpContext(canvas);
  if (!sharp) return;
  const { context, width, height } = sharp;
  const colours = themeColours(canvas, ["paper", "ink", "soft", "rule", "plus", "minus"]);
  colours.font = getComputedStyle(canvas).fontFamily;
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, width, height);
  drawSheets(context, sheets(state, { width, height: height * 0.62 }), state, colours);
  const frame = { top: height * 0.7, bottom: height - 26 };
  const middle = width / 2;
  drawHistogram(context, { ...frame, left: 24, right: middle - 18 }, "inputs x: all grey, lit blue", state.before, colours);
  drawHistogram(context, { ...frame, left: middle + 18, right: width - 24 }, "outputs y: all grey, lit blue", state.after, colours);
}

// What stands beside the picture.

const decimal = (value) => (value === undefined ? "?" : value.toFixed(2).replace("-0.00", "0.00").replace("-", "\u2212"));

function readout() {
  const cells = Object.fromEntries(["before", "after"].map((when) => [when, [element("td"), element("td")]]));
  const head = (text, scope) => element("th", { scope }, text);
  const table = element("table", { className: "cube-table" },
    element("thead", {}, element("tr", {}, element("td"), head("mean", "col"), head("deviation", "col"))),
    element("tbody", {},
      element("tr", {}, head("lit inputs", "row"), ...cells.before),
      element("tr", {}, head("lit outputs", "row"), ...cells.after)));
  const show = (state) => {
    for (const [when, [mean, deviation]] of Object.entries(cells)) {
      setText(mean, decimal(state[when].mean));
      setText(deviation, decimal(state[when].deviation));
    }
  };
  return { root: table, show };
}

function render({ model, el }) {
  const canvas = element("canvas", { className: "demo-canvas cube-canvas" });
  canvas.setAttribute("role", "img");
  const send = oncePerFrame(() => model.save_changes());
  const set = (name, value) => {
    if (model.get(name) === value) return;
    model.set(name, value);
    send();
  };
  const norm = choice({ label: "norm", options: model.get("norms"), onChoose: (value) => set("norm", value) });
  const mode = choice({ label: "batch norm in", options: MODES, onChoose: (value) => set("mode", value) });
  const [, channels] = model.get("shape");
  const divisors = Array.from({ length: channels }, (_, i) => i + 1).filter((count) => channels % count === 0);
  const options = Object.fromEntries(divisors.map((count) => [count, String(count)]));
  const groups = choice({ label: "groups", options, onChoose: (value) => set("groups", Number(value)) });
  const sliders = ["example", "channel", "position"].map((name, axis) => {
    const high = model.get("shape")[axis] - 1;
    const each = scaleSlider({ label: name, low: 0, high, step: 1, format: String, onInput: (v) => set(name, v) });
    return { ...each, name };
  });
  const table = readout();
  const live = liveText("cube-live");
  const panel = element("div", { className: "demo-panel cube-panel" },
    norm.root, mode.root, groups.root, ...sliders.map(({ root }) => root), table.root, live.root);
  const root = element("div", { className: "demo" }, element("div", { className: "demo-row" }, canvas, panel));
  keepKeys(root);

  let shown = {};
  const redraw = atNextFrame(() => drawPicture(canvas, shown));
  canvas.addEventListener("click", (event) => {
    const map = sheets(shown, { width: canvas.clientWidth, height: canvas.clientHeight * 0.62 });
    const place = map.at([event.offsetX, event.offsetY]);
    if (place) sliders.forEach(({ name }, axis) => set(name, place[axis]));
  });
  const show = () => {
    shown = Object.fromEntries(TRAITS.map((name) => [name, model.get(name)]));
    norm.show(shown.norm);
    mode.show(shown.mode);
    groups.show(String(shown.groups));
    mode.root.hidden = shown.norm !== "batch_norm";
    groups.root.hidden = shown.norm !== "group_norm";
    for (const { name, show: showValue } of sliders) showValue(shown[name]);
    table.show(shown);
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
