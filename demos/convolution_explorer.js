import {
  atNextFrame, button, choice, describe, element, keepKeys, oncePerFrame, prefersStillness, setText, sharpContext,
  themeColours, watchSurroundings,
} from "./controls.js";
import { floats } from "./float_arrays.js";
import { captions, drawPixels, frameCells, greys, pixelPicture, signedColours } from "./pixel_pictures.js";
import { scaleSlider } from "./scales.js";
import { weightsTable } from "./weights_table.js";

const KERNEL = 3;
const SECONDS = 8; // of sliding over the whole picture
const TOP = 26; // room for the titles
const BELOW = 24; // and for what the colours mean

const twoDecimals = (value) => value.toFixed(2).replace("-", "\u2212");

// The picture: the image with its padding on the left, the response on the right.

function boxes(width, height) {
  const side = Math.min(height - TOP - BELOW, (width - 36) / 2);
  return [{ left: 6, top: TOP, side }, { left: width - 6 - side, top: TOP, side }];
}

function drawPicture(canvas, state) {
  const sharp = sharpContext(canvas);
  if (!sharp) return;
  const { context, width, height } = sharp;
  const colours = themeColours(canvas, ["paper", "ink", "soft", "rule", "plus", "minus"]);
  Object.assign(colours, { font: getComputedStyle(canvas).fontFamily, mark: colours.minus });
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, width, height);
  const [left, right] = boxes(width, height);
  drawImage(context, left, state, colours);
  drawResponse(context, right, state, colours);
}

function drawImage(context, box, { pixels, size, padding, stride, row, column }, colours) {
  const count = size + 2 * padding;
  const cell = box.side / count;
  // The padding holds zeros, and zero is black.
  context.fillStyle = "#000";
  context.fillRect(box.left, box.top, box.side, box.side);
  const inner = { left: box.left + padding * cell, top: box.top + padding * cell, side: size * cell };
  drawPixels(context, pixelPicture(pixels, size, greys(0, 1)), inner);
  if (padding) {
    context.setLineDash([3, 3]);
    context.strokeStyle = colours.plus;
    context.lineWidth = 1.5;
    context.strokeRect(inner.left, inner.top, inner.side, inner.side);
    context.setLineDash([]);
  }
  frameCells(context, box, count, [row * stride, column * stride, KERNEL, KERNEL], colours);
  const zeros = padding ? `, ${count} \u00d7 ${count} with zeros` : "";
  captions(context, box, `picture: ${size} \u00d7 ${size}${zeros}`, "black 0, white 1", colours);
}

function drawResponse(context, box, { response, places, row, column, seen }, colours) {
  context.strokeStyle = colours.rule;
  context.lineWidth = 1;
  context.strokeRect(box.left, box.top, box.side, box.side);
  const title = response.length ? `response: ${places} \u00d7 ${places}` : "response: unknown";
  let scale = "";
  if (response.length) {
    const [low, high] = [Math.min(...response), Math.max(...response)];
    const reach = Math.max(-low, high);
    const isSigned = low < 0;
    const paint = isSigned ? signedColours(reach, colours) : greys(0, high);
    drawPixels(context, pixelPicture(response, places, paint, seen), box);
    scale = isSigned
      ? `orange ${twoDecimals(-reach)}, background 0, blue ${twoDecimals(reach)}`
      : `black 0, white ${twoDecimals(high)}`;
  }
  frameCells(context, box, places, [row, column, 1, 1], { ...colours, mark: colours.ink }); // answers may be orange
  captions(context, box, title, scale, colours);
}

/** Call `show(number)` for the places one after the other, then `done`. */
function sweep(show, done) {
  let frame = 0;
  const stop = () => cancelAnimationFrame(frame);
  const start = (count) => {
    stop();
    let began = null;
    const tick = (now) => {
      began ??= now;
      const number = Math.floor(((now - began) / 1000 / SECONDS) * count);
      if (number >= count) return done();
      show(number);
      frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
  };
  return { start, stop };
}

function render({ model, el }) {
  const canvas = element("canvas", { className: "demo-canvas convolution-canvas" });
  canvas.setAttribute("role", "img");
  const send = oncePerFrame(() => model.save_changes());
  const set = (values) => {
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    send();
  };
  const options = (names) => Object.fromEntries(names.map((name) => [name, name]));
  const chosen = (name, label, from) =>
    choice({ label, options: options(model.get(from)), onChoose: (value) => set({ [name]: value }) });
  const slid = (name, label, low, high) =>
    scaleSlider({ label, low, high, step: 1, format: String, onInput: (value) => set({ [name]: value }) });
  const choices = { picture: chosen("picture", "picture", "pictures"), preset: chosen("preset", "kernel", "presets") };
  const sliders = {
    row: slid("row", "row", 0, 1),
    column: slid("column", "column", 0, 1),
    shift: slid("shift", "shift right", 0, model.get("farthest")),
    stride: slid("stride", "stride", 1, 3),
    padding: slid("padding", "padding", 0, 2),
  };
  const table = weightsTable((kernel) => set({ kernel }));
  const answer = element("output", { className: "convolution-answer" });
  const problem = element("p", { className: "demo-problem" });
  const message = element("p", { className: "demo-message" });
  const live = element("div", { className: "convolution-live" }, problem, message);

  let shown = {};
  const redraw = atNextFrame(() => drawPicture(canvas, shown));
  const settle = () => {
    shown = Object.fromEntries(["size", "padding", "stride", "row", "column", "places"].map((n) => [n, model.get(n)]));
    Object.assign(shown, { pixels: floats(model.get("pixels")), response: floats(model.get("response")), seen: Infinity });
    for (const [name, each] of Object.entries(choices)) each.show(model.get(name));
    for (const [name, each] of Object.entries(sliders)) {
      each.show(model.get(name), name === "row" || name === "column" ? [0, shown.places - 1] : null);
    }
    table.show(model.get("kernel"), model.get("window"));
    const value = model.get("answer");
    setText(answer, `answer: ${value === null ? "?" : twoDecimals(value)}`);
    live.setAttribute("aria-live", "polite");
    setText(problem, model.get("problem"));
    setText(message, model.get("message"));
    redraw();
    describe(canvas, model.get("description"));
  };
  const arrive = () => {
    set({ row: shown.places - 1, column: shown.places - 1 });
    settle();
  };
  const slide = sweep((number) => {
    const { places } = shown;
    Object.assign(shown, { row: Math.floor(number / places), column: number % places, seen: number + 1 });
    redraw();
  }, arrive);
  const onSlide = () => (prefersStillness() ? arrive() : slide.start(shown.places ** 2));
  canvas.addEventListener("click", ({ offsetX, offsetY }) => {
    const [left, right] = boxes(canvas.clientWidth, canvas.clientHeight);
    const onResponse = offsetX > (left.left + left.side + right.left) / 2;
    const box = onResponse ? right : left;
    const count = onResponse ? shown.places : shown.size + 2 * shown.padding;
    const place = [offsetY - box.top, offsetX - box.left].map((way) => Math.floor((way / box.side) * count));
    // On the picture, the kernel's middle comes to lie where the reader points.
    const [row, column] = place
      .map((each) => (onResponse ? each : Math.round((each - 1) / shown.stride)))
      .map((each) => Math.max(0, Math.min(shown.places - 1, each)));
    set({ row, column });
  });
  const panel = element("div", { className: "demo-panel convolution-panel" },
    choices.picture.root, choices.preset.root, table.root, answer,
    ...Object.values(sliders).map(({ root }) => root),
    element("div", { className: "demo-buttons" }, button("Slide", onSlide)));
  const root = element("div", { className: "demo" },
    element("div", { className: "demo-row" }, element("div", { className: "convolution-view" }, canvas, live), panel));
  keepKeys(root);
  const onChange = () => {
    slide.stop();
    settle();
  };
  el.append(root);
  model.on("change", onChange);
  const stopWatching = watchSurroundings(canvas, redraw);
  settle();
  return () => {
    slide.stop();
    stopWatching();
    model.off("change", onChange);
  };
}

export default { render };
