import {
  atNextFrame, choice, describe, element, keepKeys, oncePerFrame, setText, sharpContext, themeColours,
  watchSurroundings,
} from "./controls.js";
import { drawCurve, drawGraphAxes, graph, rangeSlider } from "./graph.js";

const CURVES = { hill: "a hill", wave: "a wave", sawtooth: "a sawtooth", drawn: "my own" };
const SPAN = [0, 1];
const HEIGHTS = [-1.25, 1.25];

function drawPicture(canvas, state) {
  const sharp = sharpContext(canvas);
  if (!sharp) return;
  const { context, width, height } = sharp;
  const map = graph(SPAN, HEIGHTS, width, height);
  const colours = themeColours(canvas, ["paper", "ink", "soft", "rule", "plus", "minus", "shade"]);
  colours.font = getComputedStyle(canvas).fontFamily;
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, width, height);
  context.fillStyle = colours.shade;
  context.strokeStyle = colours.rule;
  for (const [left, right, top] of state.bumps) {
    const [x, y] = map.toPixels([left, top]);
    const [end, base] = map.toPixels([right, 0]);
    context.fillRect(x, y, end - x, base - y);
    context.strokeRect(x, y, end - x, base - y);
  }
  drawGraphAxes(context, map, colours, { xTicks: [0.25, 0.5, 0.75], yTicks: [-1, -0.5, 0.5, 1], xName: "x" });
  drawCurve(context, map, SPAN, state.target, { colour: colours.minus, width: 2.5, dash: [7, 5] });
  drawCurve(context, map, SPAN, state.approximation, { colour: colours.plus, width: 3 });
  const [px, py] = map.toPixels([state.place, state.height]);
  context.strokeStyle = colours.ink;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(px, py, 6, 0, 2 * Math.PI);
  context.stroke();
}

/** The curve's heights after the pen has gone from one place to another: every knot between them is set. */
function penned(target, from, to) {
  const knots = target.length - 1;
  const [first, last] = from[0] <= to[0] ? [from, to] : [to, from];
  return target.map((height, index) => {
    const x = index / knots;
    if (x < first[0] - 0.5 / knots || x > last[0] + 0.5 / knots) return height;
    const part = last[0] > first[0] ? Math.min(1, Math.max(0, (x - first[0]) / (last[0] - first[0]))) : 1;
    return Math.min(1, Math.max(-1, first[1] + part * (last[1] - first[1])));
  });
}

/** Let the pointer draw; `draw` receives where the pen was and where it is. */
function makeDrawable(canvas, draw) {
  let before = null;
  const place = (event) => {
    const map = graph(SPAN, HEIGHTS, canvas.clientWidth, canvas.clientHeight);
    const [x, y] = map.toNumbers([event.offsetX, event.offsetY]);
    return [Math.min(1, Math.max(0, x)), y];
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    before = place(event);
    draw(before, before);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!before) return;
    const now = place(event);
    draw(before, now);
    before = now;
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => (before = null));
}

function render({ model, el }) {
  const canvas = element("canvas", { className: "demo-canvas bump-canvas" });
  canvas.setAttribute("role", "img");
  const send = oncePerFrame(() => model.save_changes());
  const set = (name) => (value) => {
    model.set(name, value);
    send();
  };
  const controls = {
    curve: choice({ label: "curve", options: CURVES, onChoose: set("curve") }),
    count: rangeSlider({ label: "bumps", min: 1, max: 40, step: 1, onInput: set("count") }),
    steepness: rangeSlider({ label: "steepness k", min: 5, max: 400, step: 5, onInput: set("steepness") }),
    place: rangeSlider({ label: "pen: place", min: 0, max: 1, step: 0.025, onInput: set("place") }),
    height: rangeSlider({ label: "pen: height", min: -1, max: 1, step: 0.05, onInput: set("height") }),
  };
  const problem = element("p", { className: "demo-problem" });
  const message = element("p", { className: "demo-message" });
  const live = element("div", { className: "bump-live" }, problem, message);
  live.setAttribute("aria-live", "polite");
  const legend = element("p", { className: "curve-legend" },
    "Dashed: the curve. Draw it with the mouse, or move the pen with the two sliders. Line: the sum of your bumps. "
    + "Boxes: how high each bump is meant to be.");
  const panel = element("div", { className: "demo-panel" },
    ...Object.values(controls).map(({ root }) => root), live, legend);
  const root = element("div", { className: "demo" }, element("div", { className: "demo-row" }, canvas, panel));
  keepKeys(root);

  const state = () => Object.fromEntries(
    ["target", "approximation", "bumps", "place", "height"].map((name) => [name, model.get(name)]),
  );
  const redraw = atNextFrame(() => drawPicture(canvas, state()));
  const show = () => {
    for (const [name, control] of Object.entries(controls)) control.show(model.get(name));
    setText(problem, model.get("problem"));
    setText(message, model.get("message"));
    redraw();
    describe(canvas, model.get("description"));
  };
  makeDrawable(canvas, (from, to) => {
    model.set("target", penned(model.get("target"), from, to));
    send();
  });
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
