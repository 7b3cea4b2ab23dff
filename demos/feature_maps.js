import {
  atNextFrame, button, describe, element, keepKeys, oncePerFrame, setText, sharpContext, themeColours,
  watchSurroundings,
} from "./controls.js";
import { makePad } from "./drawing_pad.js";
import { rangeSlider } from "./graph.js";

const SIDE = 8;
const DOTS = 4;
const COLOURS = ["paper", "ink", "soft", "rule", "plus", "minus"];
const NAMES = 92; // pixels for the names of the rows
const MAPS_A_LINE = 16;

/** Split the bytes of all rows into arrays, one for each row. */
function rowsOf(layers, bytes) {
  let at = 0;
  return layers.map((layer) => {
    const count = layer.shape.reduce((product, size) => product * size, 1);
    const numbers = new Float32Array(count);
    for (let index = 0; index < count; index += 1) numbers[index] = bytes.getFloat32(at + 4 * index, true);
    at += 4 * count;
    return { ...layer, numbers };
  });
}

/** Draw one small picture: blue is positive, vermilion negative, and the paper shows through near zero. */
function drawTile(context, numbers, [height, width], [left, top, size], reach, colours) {
  const cell = size / width;
  for (let place = 0; place < height * width; place += 1) {
    const part = Math.min(1, Math.abs(numbers[place]) / reach);
    if (part < 0.02) continue;
    context.globalAlpha = part;
    context.fillStyle = numbers[place] > 0 ? colours.plus : colours.minus;
    context.fillRect(left + (place % width) * cell, top + Math.floor(place / width) * cell, cell + 0.3, cell + 0.3);
  }
  context.globalAlpha = 1;
  context.strokeRect(left + 0.5, top + 0.5, size - 1, size - 1);
}

function drawRow(context, { name, shape: [maps, height, width], numbers }, top, size, colours) {
  const reach = numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 1e-9);
  context.fillStyle = colours.ink;
  context.textAlign = "left";
  context.textBaseline = "top";
  context.fillText(name, 0, top + 2);
  for (let map = 0; map < maps; map += 1) {
    const left = NAMES + (map % MAPS_A_LINE) * (size + 3);
    const line = top + Math.floor(map / MAPS_A_LINE) * (size + 3);
    const part = numbers.subarray(map * height * width, (map + 1) * height * width);
    drawTile(context, part, [height, width], [left, line, size], reach, colours);
  }
  return Math.ceil(maps / MAPS_A_LINE) * (size + 3) + 7;
}

/** The ten scores as bars beside a line at zero; the largest is filled, the others are outlines. */
function drawScores(context, scores, top, width, colours) {
  const reach = scores.reduce((most, score) => Math.max(most, Math.abs(score)), 1e-9);
  const step = (width - NAMES) / scores.length;
  const best = scores.indexOf(Math.max(...scores));
  context.fillStyle = colours.ink;
  context.textAlign = "left";
  context.textBaseline = "top";
  context.fillText("scores", 0, top + 22);
  context.textAlign = "center";
  scores.forEach((score, digit) => {
    const middle = NAMES + (digit + 0.5) * step;
    const tall = (Math.abs(score) / reach) * 26;
    const bar = [middle - step * 0.3, score > 0 ? top + 28 - tall : top + 28, step * 0.6, tall];
    context.fillStyle = context.strokeStyle = score > 0 ? colours.plus : colours.minus;
    if (digit === best) context.fillRect(...bar);
    else context.strokeRect(...bar);
    context.fillStyle = digit === best ? colours.ink : colours.soft;
    context.fillText(String(digit), middle, top + 58);
  });
  context.fillStyle = colours.rule;
  context.fillRect(NAMES, top + 28, width - NAMES, 1);
}

function drawMaps(canvas, { layers, values, scores }) {
  const colours = themeColours(canvas, COLOURS);
  const size = Math.floor((canvas.clientWidth - NAMES) / MAPS_A_LINE) - 3;
  const lines = layers.map(({ shape }) => Math.ceil(shape[0] / MAPS_A_LINE));
  const tall = lines.reduce((sum, line) => sum + line * (size + 3) + 7, 0) + (scores.length ? 76 : 0);
  canvas.style.height = `${Math.max(tall, 40)}px`;
  const sharp = sharpContext(canvas);
  if (!sharp || size < 2) return;
  const { context, width, height } = sharp;
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, width, height);
  context.font = `12px ${getComputedStyle(canvas).fontFamily}`;
  context.strokeStyle = colours.rule;
  context.lineWidth = 1;
  let top = 2;
  for (const row of rowsOf(layers, values)) top += drawRow(context, row, top, size, colours);
  if (scores.length) drawScores(context, scores, top, width, colours);
}

function drawPad(canvas, { ink, pen, down }) {
  const sharp = sharpContext(canvas);
  if (!sharp) return;
  const { context, width } = sharp;
  const colours = themeColours(canvas, COLOURS);
  const cell = width / SIDE;
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, width, width);
  context.strokeStyle = colours.rule;
  ink.forEach((count, pixel) => {
    const [left, top] = [(pixel % SIDE) * cell, Math.floor(pixel / SIDE) * cell];
    context.globalAlpha = count / (DOTS * DOTS);
    context.fillStyle = colours.ink;
    context.fillRect(left, top, cell, cell);
    context.globalAlpha = 1;
    context.strokeRect(left, top, cell, cell);
  });
  const [x, y] = pen.map((at) => (at / DOTS) * cell);
  context.beginPath();
  context.arc(x, y, 6, 0, 2 * Math.PI);
  context.lineWidth = 5;
  context.strokeStyle = colours.paper;
  context.stroke();
  context.lineWidth = 2.5;
  context.strokeStyle = down ? colours.minus : colours.plus;
  context.stroke();
  context.lineWidth = 1;
}

function render({ model, el }) {
  const pad = element("canvas", { className: "demo-canvas pad-canvas", tabIndex: 0 });
  pad.setAttribute("role", "application");
  pad.setAttribute("aria-label", "drawing pad");
  const maps = element("canvas", { className: "demo-canvas maps-canvas" });
  maps.setAttribute("role", "img");
  const read = (...names) => Object.fromEntries(names.map((name) => [name, model.get(name)]));
  const send = oncePerFrame(() => model.save_changes());
  const change = (news) => {
    for (const [name, value] of Object.entries(news)) model.set(name, value);
    send();
  };
  makePad(pad, { side: SIDE, dots: DOTS, state: () => read("ink", "pen", "down"), change });
  const epoch = rangeSlider({
    label: "epoch", min: 0, max: model.get("epochs"), step: 1, onInput: (value) => change({ epoch: value }),
  });
  const press = (action) => () => model.send({ press: action });
  const buttons = element("div", { className: "demo-buttons" },
    button("Next digit", press("next_digit")), button("Clear", press("clear")));
  const problem = element("p", { className: "demo-problem" });
  const message = element("p", { className: "demo-message" });
  const live = element("div", { className: "maps-live" }, problem, message);
  live.setAttribute("aria-live", "polite");
  const hint = element("p", { className: "curve-legend", id: `pad-${Math.random().toString(36).slice(2)}` },
    "Draw with the mouse, or click the pad and use the keys: the space bar lowers and lifts the pen, arrows move it.");
  pad.setAttribute("aria-describedby", hint.id);
  const legend = element("p", { className: "curve-legend" },
    "Blue: positive. Vermilion: negative. Each row has a scale of its own.");
  const side = element("div", { className: "maps-side" }, pad, buttons, hint);
  const panel = element("div", { className: "maps-panel" }, epoch.root, live, maps, legend);
  const root = element("div", { className: "demo" }, element("div", { className: "demo-row" }, side, panel));
  keepKeys(root);

  const redraw = atNextFrame(() => {
    drawPad(pad, read("ink", "pen", "down"));
    drawMaps(maps, read("layers", "values", "scores"));
    epoch.show(model.get("epoch"));
    setText(problem, model.get("problem"));
    setText(message, model.get("message"));
    describe(maps, model.get("description"));
  });
  el.append(root);
  model.on("change", redraw);
  const stopWatching = watchSurroundings(pad, redraw);
  const stopWatchingMaps = watchSurroundings(maps, redraw);
  redraw();
  return () => {
    stopWatching();
    stopWatchingMaps();
    model.off("change", redraw);
  };
}

export default { render };
