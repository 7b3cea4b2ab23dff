import { button, choice, describe, element, keepKeys, oncePerFrame, setText, slider } from "./controls.js";

const SVG = "http://www.w3.org/2000/svg";
const SIZE = { width: 640, height: 300, marginX: 66, marginY: 8 };
const BOX = { width: 98, height: 62 };
const DETOUR = 110; // how far an edge swings out that would run through the nodes of a column between its ends

function shape(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const words = (text, x, y, className) => shape("text", { x, y, class: className }, text);

/** Where a node's middle stands, in the picture's units. */
function middleOf([, across, down]) {
  return [
    SIZE.marginX + across * (SIZE.width - 2 * SIZE.marginX),
    SIZE.marginY + down * (SIZE.height - 2 * SIZE.marginY),
  ];
}

const shortDerivative = (number) =>
  String(Number(number.toPrecision(3))).replace("-", "\u2212");

/** The curve of an edge and the place of its label; two uses of one node bend apart, a long edge makes a detour. */
function curveOf(from, to, place, isDouble, isLong) {
  const [x1, y1, x2, y2] = [from[0] + BOX.width / 2, from[1], to[0] - BOX.width / 2, to[1]];
  const detour = isLong ? DETOUR : 0;
  const bend = isDouble ? (place === 0 ? -46 : 46) : detour;
  const arrive = y2 + (isDouble ? (place === 0 ? -12 : 12) : 0);
  const middle = [(x1 + x2) / 2, (y1 + arrive) / 2 + bend];
  const path = `M${x1} ${y1} Q${middle[0]} ${middle[1]} ${x2 - 8} ${arrive}`;
  return { path, label: [(x1 + 2 * middle[0] + x2) / 4, (y1 + 2 * middle[1] + arrive) / 4 - 6] };
}

function drawEdges(picture, { nodes, edges }, frame) {
  const places = Object.fromEntries(nodes.map((node) => [node[0], middleOf(node)]));
  const columns = Object.values(places).map(([across]) => across);
  for (const [from, to, place, derivative] of edges) {
    const isDouble = edges.filter(([start, end]) => start === from && end === to).length > 1;
    const isLong = columns.some((across) => across > places[from][0] && across < places[to][0]);
    const { path, label } = curveOf(places[from], places[to], place, isDouble, isLong);
    const isActive = frame.edges.some(([end, use]) => end === to && use === place);
    const goesBack = isActive && Object.keys(frame.gradients).length > 0;
    const state = isActive ? (goesBack ? " graph-back" : " graph-ahead") : "";
    const arrow = goesBack ? { "marker-start": "url(#graph-tail)" } : { "marker-end": "url(#graph-head)" };
    picture.append(shape("path", { d: path, class: `graph-edge${state}`, ...arrow }));
    if (to in frame.values && derivative !== null) {
      picture.append(words(shortDerivative(derivative), ...label, `graph-derivative${state}`));
    }
  }
}

function drawNodes(picture, { nodes, input_names: inputs }, frame) {
  for (const node of nodes) {
    const [name] = node;
    const [x, y] = middleOf(node);
    const isKnown = name in frame.values;
    const states = [inputs.includes(name) ? "graph-input" : "", isKnown ? "" : "graph-unknown",
      frame.node === name ? "graph-active" : ""];
    picture.append(
      shape("rect", {
        x: x - BOX.width / 2, y: y - BOX.height / 2, width: BOX.width, height: BOX.height, rx: 9,
        class: `graph-node ${states.join(" ")}`,
      }),
      words(name, x - BOX.width / 2 + 9, y - BOX.height / 2 + 14, "graph-name"),
      words(isKnown ? frame.values[name] : "?", x, y + 5, "graph-value"),
      words(name in frame.gradients ? `grad ${frame.gradients[name]}` : "", x, y + 24, "graph-gradient"),
    );
  }
}

function arrowHead(id, points) {
  return shape("marker", { id, viewBox: "0 0 10 10", refX: id === "graph-head" ? 8 : 2, refY: 5, markerWidth: 7,
    markerHeight: 7, markerUnits: "userSpaceOnUse", orient: "auto" },
  shape("path", { d: points, fill: "context-stroke" }));
}

function drawPicture(picture, state, frame) {
  picture.replaceChildren(
    shape("defs", {}, arrowHead("graph-head", "M0 0L10 5L0 10z"), arrowHead("graph-tail", "M10 0L0 5L10 10z")),
  );
  drawEdges(picture, state, frame);
  drawNodes(picture, state, frame);
}

/** A slider over the steps, with the two buttons that do the same. */
function stepper(onStep) {
  const id = `graph-step-${Math.random().toString(36).slice(2)}`;
  const input = element("input", { type: "range", id, min: 0, step: 1 });
  const value = element("output", { className: "demo-value" });
  value.htmlFor = id;
  input.addEventListener("input", () => onStep(input.valueAsNumber));
  const root = element("div", { className: "demo-slider" }, element("label", { htmlFor: id }, "step"), input, value);
  const move = (by) => () => onStep(Math.min(Number(input.max), Math.max(0, input.valueAsNumber + by)));
  const buttons = element("div", { className: "demo-buttons" },
    button("Previous step", move(-1)), button("Next step", move(1)), button("First step", move(-1e6)));
  const show = (step, count) => {
    Object.assign(input, { max: count - 1, value: step });
    input.setAttribute("aria-valuetext", `${step + 1} of ${count}`);
    setText(value, `${step + 1}/${count}`);
  };
  return { root, buttons, show };
}

/** A slider for each input of the example; made anew when the example has others. */
function inputSliders(onInput) {
  const root = element("div", { className: "graph-inputs" });
  let names = "";
  let sliders = [];
  const show = (state) => {
    if (names !== state.input_names.join()) {
      names = state.input_names.join();
      sliders = state.input_names.map((name, index) =>
        slider({ label: `input ${name}`, limit: 5, step: 0.1, onInput: (number) => onInput(index, number) }));
      root.replaceChildren(...sliders.map((each) => each.root));
    }
    sliders.forEach((each, index) => each.show(state.inputs[index]));
  };
  return { root, show };
}

const LEGEND = [
  ["graph-legend-value", "large: the value, from the forward sweep"],
  ["graph-legend-edge", "on an edge: the local derivative"],
  ["graph-legend-gradient", "grad: the gradient, from the backward sweep"],
];

function render({ model, el }) {
  const picture = shape("svg", { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, role: "img", class: "graph-picture" });
  const send = oncePerFrame(() => model.save_changes());
  const set = (name, value) => {
    model.set(name, value);
    send();
  };
  const options = Object.fromEntries(model.get("examples").map((name) => [name, name]));
  const example = choice({ label: "example", options, onChoose: (value) => set("example", value) });
  const inputs = inputSliders((index, number) => {
    if (Number.isFinite(number)) set("inputs", model.get("inputs").with(index, number));
  });
  const steps = stepper((step) => set("step", step));
  const problem = element("p", { className: "demo-problem" });
  const message = element("p", { className: "demo-message" });
  const live = element("div", { className: "graph-live" }, problem, message);
  live.setAttribute("aria-live", "polite");
  const legend = element("ul", { className: "graph-legend" },
    ...LEGEND.map(([className, text]) => element("li", { className }, text)));
  const controls = element("div", { className: "demo-row" },
    element("div", { className: "demo-panel" }, example.root, inputs.root),
    element("div", { className: "demo-panel" }, steps.root, steps.buttons, legend));
  const root = element("div", { className: "demo" }, picture, live, controls);
  keepKeys(root);

  const show = () => {
    const names = ["example", "inputs", "input_names", "nodes", "edges", "frames", "step", "problem"];
    const state = Object.fromEntries(names.map((name) => [name, model.get(name)]));
    const step = Math.min(state.step, state.frames.length - 1);
    const frame = state.frames[step];
    example.show(state.example);
    inputs.show(state);
    steps.show(step, state.frames.length);
    setText(problem, state.problem);
    setText(message, frame.message);
    drawPicture(picture, state, frame);
    describe(picture, frame.description);
  };
  el.append(root);
  model.on("change", show);
  show();
  return () => model.off("change", show);
}

export default { render };
