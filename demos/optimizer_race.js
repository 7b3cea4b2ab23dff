import {
  atNextFrame, button, choice, describe, element, keepKeys, oncePerFrame, prefersStillness, setText, sharpContext,
  themeColours, watchSurroundings,
} from "./controls.js";
import { floats } from "./float_arrays.js";
import { contours, drawScales, landscape } from "./landscape.js";
import { liveText } from "./live_text.js";
import { MARK_COLOURS, drawTrail, markPicture } from "./marks.js";
import { player } from "./playing.js";
import { scaleSlider } from "./scales.js";

const SURFACES = { bowl: "bowl", ravine: "ravine", saddle: "saddle", rosenbrock: "Rosenbrock" };
const SECONDS = 5; // of a whole race

// What the numbers say.

const minus = (text) => text.replaceAll("-", "\u2212");
const digits = (value) => minus(String(Number(value.toPrecision(3))));
const place = (value) => minus(value.toFixed(2));

function lossWords(value) {
  const size = Math.abs(value);
  if (size === 0) return "0";
  return minus(size < 0.001 || size >= 1000 ? value.toExponential(2) : value.toPrecision(3));
}

/** The trails by rule: the places visited, [w1, w2, loss], as many as there are. */
function trailsOf(model) {
  const numbers = floats(model.get("trails"));
  const length = model.get("steps") + 1;
  return Object.keys(model.get("rates")).map((name, rule) => {
    const places = [];
    for (let step = 0; step < length; step += 1) {
      const at = 3 * (rule * length + step);
      if (Number.isNaN(numbers[at])) break;
      places.push([numbers[at], numbers[at + 1], numbers[at + 2]]);
    }
    return { name, rule, places, isWhole: places.length === length };
  });
}

/** Where a rule stands after `shown` steps, in words for the table and the description. */
function standing({ places, isWhole }, shown) {
  if (places.length === 0) return "no result";
  if (!isWhole && shown >= places.length - 1) return "diverged";
  return lossWords(places[shown][2]);
}

function verdict(trails, shown) {
  const running = trails.filter(({ places, isWhole }) => places.length && (isWhole || shown < places.length - 1));
  if (running.length === 0) return "";
  if (shown === 0) return "All rules stand at the start. Press Race, or move the step slider.";
  const best = running.reduce((one, other) => (other.places[shown][2] < one.places[shown][2] ? other : one));
  const lowest = lossWords(best.places[shown][2]);
  const lead = running.filter(({ places }) => lossWords(places[shown][2]) === lowest).map(({ name }) => name);
  const gone = trails.filter(({ isWhole, places }) => places.length && !isWhole && shown >= places.length - 1);
  const lost = gone.length ? ` Left the picture for good: ${gone.map(({ name }) => name).join(", ")}.` : "";
  return `After ${shown} steps the lowest loss is ${lowest}, reached by ${lead.join(", ")}.${lost}`;
}

// The picture.

/** Draw the map, the start, the minima and the trails; contours are kept until the surface changes. */
function painter() {
  let kept = { grid: null, path: null };
  return (canvas, model, trails, shown) => {
    const sharp = sharpContext(canvas);
    if (!sharp) return;
    const { context, width } = sharp;
    const window = model.get("window");
    const map = landscape(window, width);
    const colours = themeColours(canvas, ["paper", "ink", "soft", "rule", ...MARK_COLOURS]);
    colours.font = getComputedStyle(canvas).fontFamily;
    context.fillStyle = colours.paper;
    context.fillRect(0, 0, width, width);
    const grid = model.get("grid");
    if (kept.grid !== grid) {
      kept = { grid, path: contours(floats(grid), model.get("levels")) };
    }
    const scaled = new Path2D();
    scaled.addPath(kept.path, new DOMMatrix([width, 0, 0, width, 0, 0]));
    context.strokeStyle = colours.soft;
    context.globalAlpha = 0.5;
    context.lineWidth = 1;
    context.stroke(scaled);
    context.globalAlpha = 1;
    drawScales(context, map, window, colours);
    for (const minimum of model.get("minima")) drawMinimum(context, map.toPixels(minimum), colours.ink);
    drawCross(context, map.toPixels([model.get("start1"), model.get("start2")]), colours.ink);
    for (const { rule, places } of trails) {
      const visited = places.slice(0, shown + 1).map(([w1, w2]) => map.toPixels([w1, w2]));
      if (visited.length) drawTrail(context, rule, visited, colours[MARK_COLOURS[rule]], colours.paper);
    }
  };
}

function drawCross(context, [x, y], colour) {
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  for (const [dx, dy] of [[13, 0], [0, 13]]) {
    context.moveTo(x - dx, y - dy);
    context.lineTo(x + dx, y + dy);
  }
  context.stroke();
}

function drawMinimum(context, [x, y], colour) {
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  for (const radius of [4, 9]) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.stroke();
  }
}

// What stands beside it.

/** One line for each rule: its mark, its rate, and the loss it has reached. */
function ruleTable(model, setRate) {
  const [low, high] = model.get("limits");
  const rows = Object.keys(model.get("rates")).map((name, rule) => {
    const label = `${markPicture(rule)}<span>${name}</span>`;
    const rate = scaleSlider({
      label, low, high, powers: true, format: digits, onInput: (value) => setRate(name, value),
    });
    rate.input.setAttribute("aria-label", `learning rate of ${name}`);
    const loss = element("span", { className: "race-loss" });
    return { name, rate, loss, root: element("div", { className: "race-rule" }, rate.root, loss) };
  });
  const head = element("div", { className: "race-head" },
    element("span", {}, "rule and its learning rate"), element("span", {}, "loss"));
  const root = element("div", {}, head, ...rows.map((row) => row.root));
  const show = (trails, shown) => {
    const rates = model.get("rates");
    rows.forEach(({ name, rate, loss }, rule) => {
      rate.show(rates[name]);
      setText(loss, standing(trails[rule], shown));
    });
  };
  return { root, show };
}

function render({ model, el }) {
  const canvas = element("canvas", { className: "demo-canvas race-canvas" });
  canvas.setAttribute("role", "img");
  const send = oncePerFrame(() => model.save_changes());
  const set = (values) => {
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    send();
  };
  const surface = choice({ label: "loss surface", options: SURFACES, onChoose: (value) => set({ surface: value }) });
  const start = ["start1", "start2"].map((name, axis) =>
    scaleSlider({
      label: `start w<sub>${axis + 1}</sub>`, low: -4, high: 4, step: 0.02, format: place,
      onInput: (value) => set({ [name]: value }),
    }),
  );
  const rules = ruleTable(model, (name, value) => set({ rates: { ...model.get("rates"), [name]: value } }));
  const step = scaleSlider({
    label: "steps shown", low: 0, high: model.get("steps"), step: 1, format: String,
    onInput: (value) => set({ shown: value }),
  });
  const live = liveText("race-live");
  const paint = painter();
  let [trails, packed, shown] = [[], null, 0];
  const redraw = atNextFrame(() => paint(canvas, model, trails, shown));
  const show = (steps, isPlaying) => {
    shown = steps;
    rules.show(trails, shown);
    step.show(shown);
    live.show({ message: isPlaying ? "" : verdict(trails, shown), problem: model.get("problem") }, isPlaying);
    redraw();
  };
  const settle = () => {
    if (packed !== model.get("trails")) [packed, trails] = [model.get("trails"), trailsOf(model)];
    const [left, right, bottom, top] = model.get("window");
    surface.show(model.get("surface"));
    start[0].show(model.get("start1"), [left, right]);
    start[1].show(model.get("start2"), [bottom, top]);
    show(model.get("shown"), false);
    const standings = trails.map((trail) => `${trail.name} ${standing(trail, shown)}`).join(", ");
    describe(canvas, `${model.get("description")} Losses after ${shown} steps: ${standings}.`);
  };
  const race = player((now) => show(now, true), () => {
    set({ shown: model.get("steps") });
    settle();
  });
  const run = () => (prefersStillness() ? set({ shown: model.get("steps") }) : race.start(0, model.get("steps"), SECONDS));
  canvas.addEventListener("click", (event) => {
    const [w1, w2] = landscape(model.get("window"), canvas.clientWidth).toPlane([event.offsetX, event.offsetY]);
    set({ start1: Math.round(w1 * 50) / 50, start2: Math.round(w2 * 50) / 50 });
  });
  const buttons = element("div", { className: "demo-buttons" },
    button("Race", run), button("Reset", () => model.send({ press: "reset" })));
  const panel = element("div", { className: "demo-panel" },
    surface.root, start[0].root, start[1].root, rules.root, step.root, buttons, live.root);
  const root = element("div", { className: "demo race" }, element("div", { className: "demo-row" }, canvas, panel));
  keepKeys(root);
  const onChange = () => {
    race.stop();
    settle();
  };
  el.append(root);
  model.on("change", onChange);
  const stopWatching = watchSurroundings(canvas, redraw);
  settle();
  return () => {
    race.stop();
    stopWatching();
    model.off("change", onChange);
  };
}

export default { render };
