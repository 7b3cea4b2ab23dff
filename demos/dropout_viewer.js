import {
  atNextFrame, button, choice, describe, element, keepKeys, oncePerFrame, prefersStillness, setText, sharpContext,
  themeColours, watchSurroundings,
} from "./controls.js";
import { fillCircle, strokeCircle, strokePath, write } from "./plane.js";
import { player } from "./playing.js";
import { scaleSlider } from "./scales.js";
import { floats } from "./float_arrays.js";
import { widePieces } from "./wide_demo.js";

const SECONDS = 8; // to play all passes
const FORMS = { inverted: "inverted", standard: "classic" };
const LAYERS = { 1: "one", 2: "two" };
const TIMES = { training: "in training", after: "afterwards" };

const number = (value) => value.toFixed(2).replace("-", "\u2212");
const short = (value) => String(Number(value.toPrecision(2)));

/** What the passes left of the hidden units, row by row, and what they put out. */
function passesOf(model) {
  const width = model.get("hidden").reduce((sum, size) => sum + size, 0);
  const values = floats(model.get("values"));
  const rows = [];
  for (let at = 0; at < values.length; at += width) rows.push([...values.slice(at, at + width)]);
  return { rows, outputs: floats(model.get("outputs")), averages: floats(model.get("averages")) };
}

function sentence(model, { rows, outputs, averages }, shown) {
  if (!rows.length) return "";
  const end = model.get("afterwards");
  const [mean, deviation] = model.get("estimate");
  const asked = mean === undefined ? ""
    : ` Your monte_carlo_dropout: mean ${number(mean)}, standard deviation ${number(deviation)}.`;
  if (model.get("after")) return `Afterwards every unit is there, and the output is ${number(end)}.${asked}`;
  const row = rows[shown - 1];
  const kept = row.filter((value) => value !== 0).length;
  const passes = shown === 1 ? "this one output" : `${shown} outputs`;
  return `Mask ${shown} keeps ${kept} of ${row.length} units: output ${number(outputs[shown - 1])}. The average of ` +
    `${passes} is ${number(averages[shown - 1])}; afterwards the network says ${number(end)}.${asked}`;
}

// The picture: the network on the left, the outputs on the right.

function paint(canvas, model, passes, shown) {
  const sharp = sharpContext(canvas);
  if (!sharp) return;
  const { context, width, height } = sharp;
  const colours = themeColours(canvas, ["paper", "ink", "soft", "rule", "plus", "minus", "shade"]);
  colours.font = getComputedStyle(canvas).fontFamily;
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, width, height);
  if (!passes.rows.length) return;
  drawNetwork(context, { width: width * 0.46, height }, model, passes, shown, colours);
  drawOutputs(context, { left: width * 0.46 + 50, right: width - 16, top: 30, bottom: height - 38 }, model, passes,
    shown, colours);
}

/** The units, column by column: where each stands, and its number. */
function columnsOf({ width, height }, model, passes, shown) {
  const isAfter = model.get("after");
  const row = [...(isAfter ? passes.rows.at(-1) : passes.rows[shown - 1])];
  const hidden = model.get("hidden").map((size) => row.splice(0, size));
  const output = isAfter ? model.get("afterwards") : passes.outputs[shown - 1];
  const columns = [model.get("inputs"), ...hidden, [output]];
  return columns.map((values, c) =>
    values.map((value, i) => ({
      at: [34 + (c * (width - 68)) / (columns.length - 1), ((i + 0.5) * height) / values.length],
      value,
      isDropped: !isAfter && value === 0 && c > 0 && c < columns.length - 1,
    })),
  );
}

function drawNetwork(context, size, model, passes, shown, colours) {
  const columns = columnsOf(size, model, passes, shown);
  const radius = Math.min(21, size.height / 15);
  context.strokeStyle = colours.soft;
  context.lineWidth = 1;
  for (let c = 1; c < columns.length; c += 1) {
    for (const from of columns[c - 1]) {
      for (const to of columns[c]) if (!from.isDropped && !to.isDropped) strokePath(context, [from.at, to.at]);
    }
  }
  context.font = `12px ${colours.font}`;
  for (const { at, value, isDropped } of columns.flat()) {
    context.fillStyle = colours.paper;
    fillCircle(context, at, radius);
    context.strokeStyle = isDropped ? colours.soft : colours.plus;
    context.lineWidth = isDropped ? 1 : 2.5;
    context.setLineDash(isDropped ? [3, 3] : []);
    strokeCircle(context, at, radius);
    context.setLineDash([]);
    if (isDropped) drawCross(context, at, radius * 0.6, colours.minus);
    else {
      context.fillStyle = colours.ink;
      write(context, number(value), at, "center", "middle");
    }
  }
}

function drawCross(context, [x, y], r, colour) {
  context.strokeStyle = colour;
  context.lineWidth = 2.5;
  strokePath(context, [[x - r, y - r], [x + r, y + r]]);
  strokePath(context, [[x - r, y + r], [x + r, y - r]]);
}

function drawOutputs(context, { left, right, top, bottom }, model, { outputs, averages }, shown, colours) {
  const end = model.get("afterwards");
  const all = [...outputs, end];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const margin = 0.08 * (high - low) || 0.5;
  const y = (value) => bottom - ((value - low + margin) / (high - low + 2 * margin)) * (bottom - top);
  const x = (pass) => left + ((pass - 1) / (model.get("passes") - 1)) * (right - left);
  context.font = `13px ${colours.font}`;
  context.fillStyle = colours.soft;
  write(context, "\u25CF output   \u2014 average so far   - - afterwards", [(left + right) / 2, top - 10], "center", "bottom");
  write(context, "mask", [(left + right) / 2, bottom + 16], "center", "top");
  for (const pass of [1, 50, 100, 150, 200]) write(context, String(pass), [x(pass), bottom + 3], "center", "top");
  for (const value of [low, high]) write(context, number(value), [left - 6, y(value)], "right", "middle");
  const [mean, deviation] = model.get("estimate");
  if (mean !== undefined) {
    context.fillStyle = colours.shade;
    context.fillRect(left, y(mean + deviation), right - left, y(mean - deviation) - y(mean + deviation));
  }
  context.strokeStyle = colours.rule;
  context.lineWidth = 1;
  context.strokeRect(left, top, right - left, bottom - top);
  context.fillStyle = colours.plus;
  context.globalAlpha = 0.6;
  for (let pass = 1; pass <= shown; pass += 1) fillCircle(context, [x(pass), y(outputs[pass - 1])], 2.5);
  context.globalAlpha = 1;
  fillCircle(context, [x(shown), y(outputs[shown - 1])], 5);
  context.strokeStyle = colours.ink;
  context.lineWidth = 2;
  context.setLineDash([7, 4]);
  strokePath(context, [[left, y(end)], [right, y(end)]]);
  context.setLineDash([]);
  context.strokeStyle = colours.minus;
  context.lineWidth = 2.5;
  const soFar = [...averages.slice(0, shown)].map((average, i) => [x(i + 1), y(average)]);
  strokePath(context, soFar.length > 1 ? soFar : [[left - 3, soFar[0][1]], [left + 3, soFar[0][1]]]);
}

// What stands below it.

function controlsOf(model, set) {
  const rate = scaleSlider({
    label: "rate", low: 0, high: 0.9, step: 0.05, format: short, onInput: (value) => set({ rate: value }),
  });
  const mask = scaleSlider({
    label: "masks shown", low: 1, high: model.get("passes"), step: 1, format: String,
    onInput: (value) => set({ shown: value }),
  });
  const form = choice({ label: "form", options: FORMS, onChoose: (value) => set({ form: value }) });
  const layers = choice({ label: "hidden layers", options: LAYERS, onChoose: (v) => set({ layers: Number(v) }) });
  const time = choice({ label: "network", options: TIMES, onChoose: (value) => set({ after: value === "after" }) });
  const show = (shown) => {
    rate.show(model.get("rate"));
    mask.show(shown);
    form.show(model.get("form"));
    layers.show(String(model.get("layers")));
    time.show(model.get("after") ? "after" : "training");
  };
  return { roots: [rate, mask, form, layers, time].map(({ root }) => root), show };
}

function render({ model, el }) {
  const { canvas, tell, put } = widePieces({ element, keepKeys, setText });
  const send = oncePerFrame(() => model.save_changes());
  const set = (values) => {
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    send();
  };
  const controls = controlsOf(model, set);
  let [passes, packed, shown] = [null, null, 1];
  const redraw = atNextFrame(() => paint(canvas, model, passes, shown));
  const show = (mask, isPlaying) => {
    shown = mask;
    controls.show(shown);
    tell(sentence(model, passes, shown), model.get("problem"), isPlaying);
    redraw();
  };
  const settle = () => {
    if (packed !== model.get("values")) [packed, passes] = [model.get("values"), passesOf(model)];
    show(model.get("shown"), false);
    describe(canvas, `${model.get("description")} ${sentence(model, passes, shown)}`.trim());
  };
  const last = model.get("passes");
  const film = player((mask) => show(mask, true), () => set({ shown: last }));
  const play = () => (prefersStillness() ? set({ shown: last }) : film.start(1, last, SECONDS));
  const next = () => set({ shown: Math.min(last, shown + 1) });
  const buttons = [
    button("Next mask", next), button("Play", play),
    button("New masks", () => set({ seed: model.get("seed") + 1 })),
    button("Reset", () => model.send({ press: "reset" })),
  ];
  const root = put(controls.roots, buttons);
  const onChange = () => {
    film.stop();
    settle();
  };
  el.append(root);
  model.on("change", onChange);
  const stopWatching = watchSurroundings(canvas, redraw);
  settle();
  return () => {
    film.stop();
    stopWatching();
    model.off("change", onChange);
  };
}

export default { render };
