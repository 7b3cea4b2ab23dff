import {
  atNextFrame, button, describe, element, keepKeys, oncePerFrame, prefersStillness, setText, sharpContext,
  themeColours, watchSurroundings,
} from "./controls.js";
import { drawArrow, fillCircle, strokeCircle, strokePath, write } from "./plane.js";
import { player } from "./playing.js";
import { scaleSlider } from "./scales.js";
import { widePieces } from "./wide_demo.js";

const DECADES = 6; // the bars reach from a millionth to a million
const TICKS = [-6, -3, 0, 3, 6];
const SUPERSCRIPTS = { "-6": "10\u207b\u2076", "-3": "10\u207b\u00b3", 0: "1", 3: "10\u00b3", 6: "10\u2076" };
const SECONDS = 2.5; // of the way back through all steps

const decimals = (count) => (value) => value.toFixed(count);

/** A disc with a letter; the fuller it is, the closer its states are to -1 and 1. */
function drawCell(context, [x, y], radius, { letter, fill, colour }, colours) {
  context.fillStyle = colours.paper;
  fillCircle(context, [x, y], radius);
  context.globalAlpha = fill;
  context.fillStyle = colour;
  fillCircle(context, [x, y], radius);
  context.globalAlpha = 1;
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  strokeCircle(context, [x, y], radius);
  context.fillStyle = colours.ink;
  if (radius > 9) write(context, letter, [x, y], "center", "middle");
}

function drawFolded(context, [width, height], colours) {
  const [x, y] = [width / 2, height * 0.5];
  context.font = `italic 18px ${colours.font}`;
  const arrow = { colour: colours.ink, width: 2 };
  drawCell(context, [x, y], 30, { letter: "h", fill: 0.15, colour: colours.plus }, colours);
  drawCell(context, [x, y + 110], 24, { letter: "x", fill: 0, colour: colours.soft }, colours);
  drawCell(context, [x, y - 110], 24, { letter: "L", fill: 0, colour: colours.soft }, colours);
  drawArrow(context, [x, y + 84], [x, y + 33], arrow);
  drawArrow(context, [x, y - 33], [x, y - 84], arrow);
  context.strokeStyle = colours.minus;
  context.lineWidth = 2.5;
  context.beginPath();
  context.arc(x + 52, y, 34, -2.4, 2.2);
  context.stroke();
  drawArrow(context, [x + 36, y + 32], [x + 28, y + 14], { colour: colours.minus, width: 2.5 });
  context.fillStyle = colours.minus;
  write(context, "W", [x + 98, y], "left", "middle");
}

function drawScale(context, { left, right, middle, reach }, colours) {
  context.font = `12px ${colours.font}`;
  for (const tick of TICKS) {
    const y = middle - (tick / DECADES) * reach;
    context.strokeStyle = tick === 0 ? colours.soft : colours.rule;
    context.lineWidth = 1;
    strokePath(context, [[left, y], [right, y]]);
    context.fillStyle = colours.soft;
    write(context, SUPERSCRIPTS[tick], [left - 6, y], "right", "middle");
  }
  write(context, "size of the gradient at the state", [left, middle - reach - 12], "left", "bottom");
}

function drawBar(context, x, size, { middle, reach, bar }, colours) {
  const decades = size > 0 ? Math.max(-DECADES, Math.min(DECADES, Math.log10(size))) : -DECADES;
  const tall = (decades / DECADES) * reach;
  context.fillStyle = decades > 0 ? colours.minus : colours.plus;
  if (Math.abs(tall) < 2) context.fillRect(x - bar / 2, middle - 1.5, bar, 3);
  else context.fillRect(x - bar / 2, Math.min(middle, middle - tall), bar, Math.abs(tall));
}

function drawUnfolded(context, [width, height], model, from, colours) {
  const steps = model.get("steps");
  const [sizes, saturation] = [model.get("sizes"), model.get("saturation")];
  const scale = { left: 52, right: width - 16, middle: height * 0.36, reach: height * 0.25 };
  const gap = (scale.right - scale.left) / steps;
  scale.bar = Math.min(26, gap * 0.6);
  const radius = Math.min(19, gap * 0.32);
  const [row, below] = [height * 0.75, height * 0.92];
  const across = (step) => scale.left + (step + 0.5) * gap;
  drawScale(context, scale, colours);
  context.font = `italic ${Math.max(10, radius * 0.75)}px ${colours.font}`;
  for (let step = 0; step < steps; step += 1) {
    const x = across(step);
    if (step >= from && sizes.length) drawBar(context, x, sizes[step], scale, colours);
    drawArrow(context, [x, below - radius * 0.8], [x, row + radius + 2], { colour: colours.soft, width: 1.2 });
    if (step + 1 < steps) {
      drawArrow(context, [x + radius + 1, row], [across(step + 1) - radius - 1, row],
        { colour: colours.minus, width: 1.6 });
      if (gap > 44) {
        context.fillStyle = colours.minus;
        write(context, "W", [x + gap / 2, row - 6], "center", "bottom");
      }
    }
    drawCell(context, [x, below], radius * 0.75, { letter: "x", fill: 0, colour: colours.soft }, colours);
    const fill = saturation.length ? 0.75 * saturation[step] : 0;
    drawCell(context, [x, row], radius, { letter: String(step + 1), fill, colour: colours.plus }, colours);
  }
  context.fillStyle = colours.ink;
  context.font = `600 12px ${colours.font}`;
  write(context, "loss", [across(steps - 1), row - radius - 5], "center", "bottom");
}

function paint(canvas, model, from) {
  const sharp = sharpContext(canvas);
  if (!sharp) return;
  const { context, width, height } = sharp;
  const colours = themeColours(canvas, ["paper", "ink", "soft", "rule", "plus", "minus"]);
  colours.font = getComputedStyle(canvas).fontFamily;
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, width, height);
  if (model.get("folded")) drawFolded(context, [width, height], colours);
  else drawUnfolded(context, [width, height], model, from, colours);
}

function render({ model, el }) {
  const { canvas, tell, put } = widePieces({ element, keepKeys, setText });
  const send = oncePerFrame(() => model.save_changes());
  const set = (values) => {
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    send();
  };
  const sliders = {
    steps: scaleSlider({
      label: "steps", low: 2, high: model.get("most_steps"), step: 1, format: String,
      onInput: (value) => set({ steps: value }),
    }),
    radius: scaleSlider({
      label: "radius of W", low: 0.2, high: 2, step: 0.05, format: decimals(2),
      onInput: (value) => set({ radius: value }),
    }),
    inputs: scaleSlider({
      label: "size of inputs", low: 0, high: 4, step: 0.1, format: decimals(1),
      onInput: (value) => set({ inputs: value }),
    }),
  };
  let from = 0; // the first step whose bar is shown
  let isPlaying = false;
  const fold = button("Fold", () => set({ folded: !model.get("folded") }));
  const redraw = atNextFrame(() => paint(canvas, model, from));
  const way = player((passed) => {
    from = model.get("steps") - passed;
    redraw();
  }, () => {
    isPlaying = false;
    show();
  });
  const play = button("Play the way back", () => {
    if (model.get("folded")) set({ folded: false });
    if (prefersStillness() || !model.get("sizes").length) return;
    isPlaying = true;
    way.start(0, model.get("steps"), SECONDS);
  });
  const root = put(Object.values(sliders).map((slider) => slider.root), [fold, play]);
  const show = () => {
    if (!isPlaying) from = 0;
    for (const [name, slider] of Object.entries(sliders)) slider.show(model.get(name));
    setText(fold, model.get("folded") ? "Unfold" : "Fold");
    tell(model.get("message"), model.get("problem"), isPlaying);
    redraw();
    describe(canvas, model.get("description"));
  };
  const changed = () => {
    way.stop();
    isPlaying = false;
    show();
  };
  el.append(root);
  model.on("change", changed);
  const stopWatching = watchSurroundings(canvas, redraw);
  show();
  return () => {
    way.stop();
    stopWatching();
    model.off("change", changed);
  };
}

export default { render };
