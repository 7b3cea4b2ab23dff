import {
  atNextFrame, button, choice, describe, element, keepKeys, oncePerFrame, setText, sharpContext, themeColours,
  watchSurroundings,
} from "./controls.js";
import { strokePath, write } from "./plane.js";
import { scaleSlider } from "./scales.js";
import { widePieces } from "./wide_demo.js";

const ROWS = ["input", "forget", "output", "update", "reset"];
const TRAITS = [
  "step", "span", "scene", ...ROWS, "gates", "candidates", "lstm", "gru", "message", "problem", "description",
];
const TITLES = { lstm: "LSTM", gru: "GRU" };
const LABELS = 92; // pixels for the names of the rows

const twoDecimals = (value) => value.toFixed(2).replace("-0.00", "0.00").replace("-", "\u2212");

// One panel for each cell: the numbers that could be new, its gates, what it keeps and shows, and the gradient.

function panels({ gates }, { width, height }) {
  const names = Object.keys(gates);
  const gap = 22;
  const wide = (width - gap * (names.length - 1) - 16) / names.length;
  return names.map((name, place) => ({ name, left: 8 + place * (wide + gap), wide, top: 30, bottom: height - 26 }));
}

const GATES_AT_MOST = 3;

/** The rows of a panel with top and height; what both cells have, a state and its gradient, stands side by side. */
function rowsOf(panel, state) {
  const names = state.gates[panel.name];
  const slots = [
    { kind: "bars", key: "candidates", words: "new value" },
    ...Array.from({ length: GATES_AT_MOST }, (_, place) => ({
      kind: "gate", key: names[place], words: `${names[place]} gate`,
    })),
    { kind: "bars", key: panel.name === "lstm" ? "cells" : undefined, words: "cell" },
    { kind: "bars", key: "states", words: "state" },
    { kind: "bars", key: "reach", words: "gradient" },
  ];
  const unit = (panel.bottom - panel.top) / 15.6;
  let top = panel.top;
  const placed = slots.map((slot) => {
    const row = { ...slot, top, height: (slot.kind === "gate" ? 1.05 : 2.6) * unit };
    top += row.height + 0.35 * unit;
    return row;
  });
  return placed.filter(({ key }) => key); // a GRU has one gate less, and no cell
}

const column = (panel, steps) => (panel.wide - LABELS) / steps;

function drawGate(context, row, values, at, size, colours) {
  values.forEach((share, t) => {
    const x = at(t);
    context.globalAlpha = share;
    context.fillStyle = colours.plus;
    context.fillRect(x + 1, row.top, size - 2, row.height);
    context.globalAlpha = 1;
    context.strokeStyle = colours.soft;
    context.lineWidth = 1;
    context.strokeRect(x + 1.5, row.top + 0.5, size - 3, row.height - 1);
    // Open and shut differ in shape as well: a shut gate is crossed by a bar.
    if (share < 0.005) strokePath(context, [[x + 4, row.top + row.height / 2], [x + size - 4, row.top + row.height / 2]]);
  });
}

function drawBars(context, row, values, at, size, colours, most) {
  const signed = row.key !== "reach";
  const zero = signed ? row.top + row.height / 2 : row.top + row.height;
  const scale = (signed ? row.height / 2 : row.height) / most;
  context.strokeStyle = colours.rule;
  context.lineWidth = 1;
  strokePath(context, [[at(0), zero], [at(values.length || 12), zero]]);
  values.forEach((value, t) => {
    context.fillStyle = value < 0 ? colours.minus : colours.plus;
    context.fillRect(at(t) + size * 0.2, Math.min(zero, zero - value * scale), size * 0.6, Math.abs(value) * scale);
  });
  if (!values.length) {
    context.fillStyle = colours.soft;
    write(context, "?", [at(0) + 8, zero - 8], "left", "middle");
  }
}

function drawPanel(context, panel, state, colours) {
  const steps = state.candidates.length;
  const size = column(panel, steps);
  const at = (t) => panel.left + LABELS + t * size;
  context.font = `600 13px ${colours.font}`;
  context.fillStyle = colours.ink;
  write(context, TITLES[panel.name], [panel.left, 14], "left", "middle");
  context.font = `12px ${colours.font}`;
  for (const row of rowsOf(panel, state)) {
    context.fillStyle = colours.soft;
    write(context, row.words, [panel.left, row.top + row.height / 2], "left", "middle");
    const values = row.kind === "gate" || row.key === "candidates" ? state[row.key] : state[panel.name][row.key] ?? [];
    if (row.kind === "gate") {
      drawGate(context, row, values, at, size, colours);
      continue;
    }
    // The cell may leave the range from -1 to 1, and then its row shrinks to fit; the number says how far it goes.
    const most = Math.max(1, ...values.map(Math.abs));
    drawBars(context, row, values, at, size, colours, most);
    if (most > 1.005) {
      context.fillStyle = colours.soft;
      write(context, `up to ${most.toFixed(1)}`, [panel.left, row.top + row.height / 2 + 15], "left", "middle");
    }
  }
  context.fillStyle = colours.soft;
  for (let t = 0; t < steps; t += 1) write(context, String(t + 1), [at(t) + size / 2, panel.bottom + 12], "center", "middle");
  context.strokeStyle = colours.ink;
  context.lineWidth = 2;
  context.strokeRect(at(state.step - 1), panel.top - 5, size, panel.bottom - panel.top + 26);
}

function drawPicture(canvas, state) {
  const sharp = sharpContext(canvas);
  if (!sharp) return;
  const { context, width, height } = sharp;
  const colours = themeColours(canvas, ["paper", "ink", "soft", "rule", "plus", "minus"]);
  colours.font = getComputedStyle(canvas).fontFamily;
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, width, height);
  for (const panel of panels(state, { width, height })) drawPanel(context, panel, state, colours);
}

function render({ model, el }) {
  const { canvas, tell, put } = widePieces({ element, keepKeys, setText });
  const send = oncePerFrame(() => model.save_changes());
  const set = (name, value) => {
    model.set(name, value);
    send();
  };
  const steps = model.get("candidates").length;
  const optionsOf = (names) => Object.fromEntries(names.map((name) => [name, name]));
  const scene = choice({ label: "begin with", options: optionsOf(model.get("scenes")), onChoose: (v) => set("scene", v) });
  const spans = optionsOf(["this step", "every step"]);
  const span = choice({ label: "sliders set", options: spans, onChoose: (value) => set("span", value) });
  const step = scaleSlider({
    label: "step", low: 1, high: steps, step: 1, format: String, onInput: (value) => set("step", value),
  });
  const gates = Object.values(model.get("gates")).flat().map((name) => {
    const onInput = (share) => {
      const all = model.get("span") === "every step";
      set(name, model.get(name).map((old, t) => (all || t === model.get("step") - 1 ? share : old)));
    };
    const slider = scaleSlider({ label: `${name} gate`, low: 0, high: 1, step: 0.05, format: twoDecimals, onInput });
    return { ...slider, name };
  });
  const again = button("Begin again", () => set("begun", model.get("begun") + 1));
  const root = put([scene.root, step.root, span.root, ...gates.map((gate) => gate.root)], [again]);

  let shown = {};
  const redraw = atNextFrame(() => drawPicture(canvas, shown));
  canvas.addEventListener("click", (event) => {
    for (const panel of panels(shown, { width: canvas.clientWidth, height: canvas.clientHeight })) {
      const t = Math.floor((event.offsetX - panel.left - LABELS) / column(panel, steps));
      if (t >= 0 && t < steps) set("step", t + 1);
    }
  });
  const show = () => {
    shown = Object.fromEntries(TRAITS.map((name) => [name, model.get(name)]));
    scene.show(shown.scene);
    span.show(shown.span);
    step.show(shown.step);
    for (const gate of gates) gate.show(shown[gate.name][shown.step - 1]);
    tell(shown.message, shown.problem, false);
    redraw();
    describe(canvas, shown.description);
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
