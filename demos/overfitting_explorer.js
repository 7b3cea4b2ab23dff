import {
  atNextFrame, button, choice, describe, element, keepKeys, oncePerFrame, prefersStillness, setText, sharpContext,
  themeColours, watchSurroundings,
} from "./controls.js";
import { fillCircle, strokePath, write } from "./plane.js";
import { scaleSlider } from "./scales.js";
import { floats } from "./float_arrays.js";
import { widePieces } from "./wide_demo.js";

const PENALTIES = { none: "none", l2: "L2", l1: "L1" };
const HIGHEST = 2.2; // of the data's picture
const LOSSES = [0.001, 1]; // the ends of the logarithmic axis
const TICKS = [0.001, 0.01, 0.1, 1];
const DRAWN = ["points", "validation", "curve", "losses", "best_epoch"];
const REST = 200; // milliseconds: while a slider moves, each place gets its first epochs, and the last one gets all

const digits = (value) => String(Number(value.toPrecision(2)));

// The picture: data and curve on the left, losses on the right.

/** A rectangle of the canvas with a map from its own coordinates to pixels. */
function panel({ left, top, width, height }, [x0, x1], [y0, y1]) {
  return {
    left, top, width, height,
    place: ([x, y]) => [left + ((x - x0) / (x1 - x0)) * width, top + ((y1 - y) / (y1 - y0)) * height],
  };
}

function paint(canvas, model) {
  const sharp = sharpContext(canvas);
  if (!sharp) return;
  const { context, width, height } = sharp;
  const colours = themeColours(canvas, ["paper", "ink", "soft", "rule", "plus", "minus"]);
  colours.font = getComputedStyle(canvas).fontFamily;
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, width, height);
  const room = { top: 30, height: height - 64 };
  const half = width / 2;
  const data = panel({ left: 16, width: half - 32, ...room }, [-1, 1], [-HIGHEST, HIGHEST]);
  const ends = LOSSES.map(Math.log10);
  const losses = panel({ left: half + 46, width: half - 66, ...room }, [0, model.get("epochs")], ends);
  drawData(context, data, model, colours);
  drawLosses(context, losses, model, colours);
}

function drawFrame(context, { left, top, width, height }, title, below, colours) {
  context.strokeStyle = colours.rule;
  context.lineWidth = 1;
  context.strokeRect(left, top, width, height);
  context.font = `13px ${colours.font}`;
  context.fillStyle = colours.soft;
  write(context, title, [left + width / 2, top - 10], "center", "bottom");
  write(context, below, [left + width / 2, top + height + 18], "center", "top");
}

function drawData(context, map, model, colours) {
  drawFrame(context, map, "\u25CF training   \u25A1 validation   \u2014 network", "x", colours);
  context.save();
  context.beginPath();
  context.rect(map.left, map.top, map.width, map.height);
  context.clip();
  context.strokeStyle = colours.minus;
  context.lineWidth = 1.5;
  for (const point of model.get("validation")) {
    const [x, y] = map.place(point);
    context.strokeRect(x - 3.5, y - 3.5, 7, 7);
  }
  const curve = floats(model.get("curve"));
  context.strokeStyle = colours.ink;
  context.lineWidth = 2;
  strokePath(context, [...curve].map((y, i) => map.place([-1 + (2 * i) / (curve.length - 1), y])));
  context.fillStyle = colours.plus;
  for (const point of model.get("points")) fillCircle(context, map.place(point), 5);
  context.restore();
}

function drawLosses(context, map, model, colours) {
  drawFrame(context, map, "\u2014 training loss   - - validation loss", "epoch", colours);
  context.font = `12px ${colours.font}`;
  context.fillStyle = colours.soft;
  context.strokeStyle = colours.rule;
  for (const tick of TICKS) {
    const [x, y] = map.place([0, Math.log10(tick)]);
    write(context, String(tick), [x - 5, y], "right", "middle");
    strokePath(context, [[x, y], [x + map.width, y]]);
  }
  for (let epoch = 0; epoch <= model.get("epochs"); epoch += 50) {
    write(context, String(epoch), [map.place([epoch, 0])[0], map.top + map.height + 4], "center", "top");
  }
  const best = model.get("best_epoch");
  if (best) {
    const [x] = map.place([best, 0]);
    context.strokeStyle = colours.ink;
    context.lineWidth = 2;
    context.setLineDash([2, 3]);
    strokePath(context, [[x, map.top], [x, map.top + map.height]]);
    context.setLineDash([]);
    const isLeft = best < model.get("epochs") / 2;
    context.fillStyle = colours.ink;
    const words = `weights of epoch ${best}`;
    write(context, words, [x + (isLeft ? 6 : -6), map.top + 14], isLeft ? "left" : "right", "middle");
  }
  const numbers = floats(model.get("losses"));
  const within = (loss) => Math.log10(Math.min(LOSSES[1], Math.max(LOSSES[0], loss)));
  context.lineWidth = 2;
  for (const [place, colour, dash] of [[0, colours.plus, []], [1, colours.minus, [7, 4]]]) {
    const line = [];
    for (let i = place; i < numbers.length; i += 2) line.push(map.place([(i - place) / 2 + 1, within(numbers[i])]));
    context.strokeStyle = colour;
    context.setLineDash(dash);
    if (line.length) strokePath(context, line);
  }
  context.setLineDash([]);
}

// What stands below it.

function controlsOf(model, set) {
  const [low, high] = model.get("limits");
  const patience = (value) => (value === 0 ? "off" : String(value));
  const kind = choice({ label: "penalty", options: PENALTIES, onChoose: (value) => set({ kind: value }) });
  const strength = scaleSlider({
    label: "strength", low, high, powers: true, format: digits, onInput: (value) => set({ strength: value }),
  });
  const rate = scaleSlider({
    label: "dropout rate", low: 0, high: 0.9, step: 0.05, format: digits, onInput: (value) => set({ rate: value }),
  });
  const stop = scaleSlider({
    label: "patience", low: 0, high: 60, step: 2, format: patience, onInput: (value) => set({ patience: value }),
  });
  const show = () => {
    kind.show(model.get("kind"));
    strength.show(model.get("strength"));
    rate.show(model.get("rate"));
    stop.show(model.get("patience"));
    strength.input.disabled = model.get("kind") === "none";
  };
  return { roots: [kind, strength, rate, stop].map(({ root }) => root), show };
}

function render({ model, el }) {
  const { canvas, tell, put } = widePieces({ element, keepKeys, setText });
  const send = oncePerFrame(() => model.save_changes());
  const set = (values) => {
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    send();
  };
  const press = (action) => () => model.send({ press: action });
  const controls = controlsOf(model, set);
  const buttons = [
    button("Train again", press("again")),
    button("New data", () => set({ seed: model.get("seed") + 1 })),
    button("Reset", press("reset")),
  ];
  const root = put(controls.roots, buttons);
  const redraw = atNextFrame(() => paint(canvas, model));
  // A key moves its slider at once; the picture waits for the answer, which then finds the page idle.
  let drawn = [];
  const redrawWhatChanged = () => {
    const now = DRAWN.map((name) => model.get(name));
    if (now.every((value, i) => value === drawn[i])) return;
    drawn = now;
    redraw();
  };
  // Python trains a little at a time and waits: the page asks for more when it has drawn what there is.
  let [answered, timer] = [null, 0];
  const askForMore = () => {
    if (answered === model.get("losses")) return;
    clearTimeout(timer);
    answered = model.get("losses");
    if (!model.get("running")) return;
    const isFirst = answered.byteLength / 8 <= model.get("epochs_at_once");
    const ask = () => requestAnimationFrame(() => model.send({ press: prefersStillness() ? "finish" : "continue" }));
    timer = setTimeout(ask, isFirst ? REST : 0);
  };
  const show = () => {
    controls.show();
    tell(model.get("message"), model.get("problem"), model.get("running"));
    redrawWhatChanged();
    describe(canvas, model.get("description"));
    askForMore();
  };
  el.append(root);
  model.on("change", show);
  const stopWatching = watchSurroundings(canvas, redraw);
  show();
  return () => {
    clearTimeout(timer);
    stopWatching();
    model.off("change", show);
  };
}

export default { render };
