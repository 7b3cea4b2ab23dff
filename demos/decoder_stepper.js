import { atNextFrame, button, choice, describe, element, keepKeys, oncePerFrame } from "./controls.js";
import { liveText } from "./live_text.js";
import { svgShape, svgText } from "./svg_shapes.js";

const [WIDTH, HEIGHT] = [720, 300];
const STOP = 2;
const CELL = 26;
const BARS = { left: 24, base: 262, height: 96 };
const NAMES = ["source", "state", "written", "sources", "states", "symbols", "handed_over", "probabilities", "finished",
  "message", "problem", "description"];

const visible = (symbol) => (symbol === " " ? "\u2423" : symbol);

/** A row of symbols in boxes; returns where it ends. */
function boxes(picture, symbols, left, top, className) {
  symbols.forEach((symbol, place) => {
    const wide = symbol.length > 1 ? 44 : CELL - 2;
    picture.append(
      svgShape("rect", { x: left, y: top, width: wide, height: 28, rx: 5, class: `decoder-box ${className}` }),
      svgText(visible(symbol), left + wide / 2, top + 19),
    );
    left += wide + 2;
  });
  return left;
}

/** The handed-over state: a cell for each number, orange below zero, blue above, paper at zero. */
function stateCells(picture, numbers) {
  const width = Math.min(9, (WIDTH - 140) / numbers.length);
  numbers.forEach((number, place) => {
    const colour = number < 0 ? "var(--demo-minus)" : "var(--demo-plus)";
    picture.append(svgShape("rect", { x: 120 + place * width, y: 64, width, height: 20, fill: colour,
      "fill-opacity": Math.min(1, Math.abs(number)).toFixed(3), class: "decoder-state" }));
  });
  picture.append(svgShape("rect", { x: 120, y: 64, width: width * numbers.length, height: 20, class: "decoder-box" }));
}

function bars(picture, { symbols, probabilities }) {
  const wide = (WIDTH - 2 * BARS.left) / symbols.length;
  const best = probabilities.indexOf(Math.max(...probabilities));
  symbols.forEach((symbol, number) => {
    const middle = BARS.left + (number + 0.5) * wide;
    picture.append(svgText(visible(symbol), middle, BARS.base + 18));
    if (!probabilities.length) return;
    const tall = BARS.height * probabilities[number];
    const kind = number === best ? "decoder-best" : "decoder-bar";
    picture.append(
      svgShape("rect", { x: middle - wide * 0.32, y: BARS.base - tall, width: wide * 0.64, height: tall, class: kind }),
      svgText((100 * probabilities[number]).toFixed(0), middle, BARS.base - tall - 4, { class: "decoder-soft" }),
    );
  });
  picture.append(svgShape("line", { x1: BARS.left, x2: WIDTH - BARS.left, y1: BARS.base, y2: BARS.base,
    stroke: "var(--demo-rule)" }));
}

function draw(picture, state) {
  const label = (words, y) => svgText(words, 12, y, { "text-anchor": "start", class: "decoder-soft" });
  picture.replaceChildren(label("read", 33), label("first state", 78), label("written", 123));
  boxes(picture, [...state.source], 120, 14, "decoder-read");
  stateCells(picture, state.handed_over);
  boxes(picture, state.written.map((number) => state.symbols[number]), 120, 104, "decoder-written");
  const caption = state.finished ? "after the end: percent" : "next symbol: percent";
  picture.append(svgText(caption, WIDTH - 16, 152, { "text-anchor": "end", class: "decoder-soft" }));
  bars(picture, state);
}

function render({ model, el }) {
  const picture = svgShape("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", class: "decoder-picture" });
  const send = oncePerFrame(() => model.save_changes());
  const set = (name, value) => {
    model.set(name, value);
    send();
  };
  const options = (names) => Object.fromEntries(names.map((name) => [name, name]));
  const write = (number) => {
    if (!model.get("finished")) set("written", [...model.get("written"), number]);
  };
  const likeliest = () => {
    const p = model.get("probabilities");
    if (p.length) write(p.indexOf(Math.max(...p)));
  };
  const source = choice({ label: "read", options: options(model.get("sources")), onChoose: (v) => set("source", v) });
  const state = choice({ label: "first state", options: options(model.get("states")), onChoose: (v) => set("state", v) });
  const named = Object.fromEntries(model.get("symbols").map((name, number) => [`${number}`, name]).slice(STOP));
  let chosen = `${STOP + 1}`;
  const other = choice({ label: "another symbol", options: named, onChoose: (value) => (chosen = value) });
  other.show(chosen);
  const buttons = element("div", { className: "demo-buttons" },
    button("Write the likeliest", likeliest),
    button("Write the other symbol", () => write(Number(chosen))),
    button("Take one back", () => set("written", model.get("written").slice(0, -1))),
    button("Start over", () => set("written", [])));
  const live = liveText("decoder-live");
  const controls = element("div", { className: "decoder-controls" }, source.root, state.root, other.root, buttons);
  const root = element("div", { className: "demo" }, picture, live.root, controls);
  keepKeys(root);

  let shown = null;
  const redraw = atNextFrame(() => draw(picture, shown));
  const show = () => {
    shown = Object.fromEntries(NAMES.map((name) => [name, model.get(name)]));
    source.show(shown.source);
    state.show(shown.state);
    live.show(shown);
    redraw();
    describe(picture, shown.description);
  };
  el.append(root);
  model.on("change", show);
  show();
  return () => model.off("change", show);
}

export default { render };
