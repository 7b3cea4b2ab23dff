import {
  atNextFrame, button, describe, element, keepKeys, oncePerFrame, setText, sharpContext, themeColours,
  watchSurroundings,
} from "./controls.js";
import { fillCircle, strokePath, write } from "./plane.js";
import { scaleSlider } from "./scales.js";
import { floats } from "./float_arrays.js";
import { widePieces } from "./wide_demo.js";

const LOSSES = [0.01, 4]; // the ends of the logarithmic axis
const LOSS_TICKS = [0.01, 0.1, 1];
const SHARE_TICKS = [0, 0.5, 0.9, 1];
const FEWEST_EPOCHS = 10; // on the axis

const digits = (value) => String(Number(value.toPrecision(2)));

// The picture: losses, accuracies, and ten digits.

/** A rectangle of the canvas with a map from (epoch, height between 0 and 1) to pixels. */
function panel(left, width, top, height, epochs) {
  const place = ([epoch, share]) => [left + (epoch / epochs) * width, top + (1 - share) * height];
  return { left, width, top, height, place };
}

function drawPanel(context, map, { title, ticks, epochs }, colours) {
  context.strokeStyle = colours.rule;
  context.lineWidth = 1;
  context.strokeRect(map.left, map.top, map.width, map.height);
  context.fillStyle = colours.soft;
  context.font = `13px ${colours.font}`;
  write(context, title, [map.left + map.width / 2, map.top - 10], "center", "bottom");
  write(context, "epoch", [map.left + map.width / 2, map.top + map.height + 20], "center", "top");
  context.font = `12px ${colours.font}`;
  for (const [words, height] of ticks) {
    const [x, y] = map.place([0, height]);
    write(context, words, [x - 5, y], "right", "middle");
    strokePath(context, [[x, y], [x + map.width, y]]);
  }
  for (const epoch of [0, epochs / 2, epochs]) {
    write(context, String(epoch), [map.place([epoch, 0])[0], map.top + map.height + 5], "center", "top");
  }
}

function drawCurve(context, corners, colour, dash) {
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = 2;
  context.setLineDash(dash);
  if (corners.length > 1) strokePath(context, corners);
  context.setLineDash([]);
  if (corners.length) fillCircle(context, corners.at(-1), 3.5);
}

/** Draw 8 by 8 numbers in [0, 1] as ink on white paper, whatever the theme: it is what was scanned. */
function drawInk(context, ink, { left, top, side }) {
  const pixel = side / 8;
  ink.forEach((share, index) => {
    const grey = Math.round(255 * (1 - share));
    context.fillStyle = `rgb(${grey}, ${grey}, ${grey})`;
    // A little too large, so that no seam shows between two pixels.
    context.fillRect(left + (index % 8) * pixel, top + Math.floor(index / 8) * pixel, pixel + 0.5, pixel + 0.5);
  });
}

function drawDigits(context, { left, top, side }, model, colours) {
  const numbers = floats(model.get("digits"));
  const [labels, read] = [model.get("labels"), model.get("read_as")];
  const cell = side / 2;
  context.font = `13px ${colours.font}`;
  context.fillStyle = colours.soft;
  write(context, "held-out digits", [left + side / 2, top - 10], "center", "bottom");
  labels.forEach((label, index) => {
    const [x, y] = [left + (index % 2) * cell, top + Math.floor(index / 2) * (cell * 0.62)];
    const size = cell * 0.5;
    drawInk(context, numbers.subarray(64 * index, 64 * index + 64), { left: x, top: y, side: size });
    const isWrong = read.length > 0 && read[index] !== label;
    context.strokeStyle = isWrong ? colours.minus : colours.rule;
    context.lineWidth = isWrong ? 3 : 1;
    context.strokeRect(x, y, size, size);
    context.fillStyle = isWrong ? colours.minus : colours.ink;
    const words = read.length ? `${read[index]}${isWrong ? " \u2717" : ""}` : "?";
    write(context, words, [x + size + 7, y + size / 2], "left", "middle");
  });
}

function paint(canvas, model) {
  const sharp = sharpContext(canvas);
  if (!sharp) return;
  const { context, width, height } = sharp;
  const colours = themeColours(canvas, ["paper", "ink", "soft", "rule", "plus", "minus"]);
  colours.font = getComputedStyle(canvas).fontFamily;
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, width, height);
  const numbers = floats(model.get("curves"));
  const done = numbers.length / 3;
  const epochs = Math.max(FEWEST_EPOCHS, 10 * Math.ceil(done / 10));
  const [top, room] = [32, height - 76];
  const side = Math.min(width * 0.24, room / 1.6);
  const each = (width - side - 150) / 2;
  const [low, high] = LOSSES.map(Math.log);
  const share = (loss) => (Math.log(Math.min(LOSSES[1], Math.max(LOSSES[0], loss))) - low) / (high - low);
  const left = panel(44, each, top, room, epochs);
  const middle = panel(each + 100, each, top, room, epochs);
  const lossTicks = LOSS_TICKS.map((tick) => [String(tick), share(tick)]);
  drawPanel(context, left, { title: "\u2014 training   - - held-out loss", ticks: lossTicks, epochs }, colours);
  const shareTicks = SHARE_TICKS.map((tick) => [`${100 * tick} %`, tick]);
  drawPanel(context, middle, { title: "held-out accuracy", ticks: shareTicks, epochs }, colours);
  const corners = (map, place, heightOf) =>
    Array.from({ length: done }, (_, epoch) => map.place([epoch + 1, heightOf(numbers[3 * epoch + place])]));
  drawCurve(context, corners(left, 0, share), colours.plus, []);
  drawCurve(context, corners(left, 1, share), colours.minus, [7, 4]);
  drawCurve(context, corners(middle, 2, (accuracy) => accuracy), colours.ink, []);
  drawDigits(context, { left: 2 * each + 130, top, side }, model, colours);
}

// What stands below it.

function render({ model, el }) {
  const { canvas, tell, put } = widePieces({ element, keepKeys, setText });
  const send = oncePerFrame(() => model.save_changes());
  const set = (name) => (value) => {
    model.set(name, value);
    send();
  };
  const press = (action) => () => model.send({ press: action });
  const rate = scaleSlider({
    label: "learning rate", low: 0.001, high: 3, powers: true, format: digits, onInput: set("learning_rate"),
  });
  const width = scaleSlider({ label: "hidden units", low: 4, high: 64, step: 4, format: String, onInput: set("width") });
  const [one, ten] = [button("One epoch more", press("one")), button("Ten epochs more", press("ten"))];
  const buttons = [
    one, ten,
    button("Another seed", () => set("seed")(model.get("seed") + 1)),
    button("Reset", press("reset")),
  ];
  const root = put([rate.root, width.root], buttons);
  const redraw = atNextFrame(() => paint(canvas, model));
  const show = () => {
    rate.show(model.get("learning_rate"));
    width.show(model.get("width"));
    for (const each of [one, ten]) each.setAttribute("aria-disabled", String(!model.get("can_go_on")));
    tell(model.get("message"), model.get("problem"), false);
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
