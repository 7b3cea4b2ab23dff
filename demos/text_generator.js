import {
  atNextFrame, button, choice, describe, element, keepKeys, oncePerFrame, prefersStillness, setText, sharpContext,
  themeColours, watchSurroundings,
} from "./controls.js";
import { player } from "./playing.js";
import { strokePath, write } from "./plane.js";
import { scaleSlider } from "./scales.js";
import { floats } from "./float_arrays.js";
import { widePieces } from "./wide_demo.js";

const COLUMNS = 40; // letters on a line
const CELL = 3.5; // pixels that a unit of the state is tall
const LETTER = 24; // pixels for a line of letters
const GAP = 12; // pixels between lines
const SECONDS = 9; // of a whole text

const digits = (value) => String(Number(value.toPrecision(2)));

/** A letter, and beneath it its state: blue is positive, vermilion negative, and the paper shows through near zero. */
function drawColumn(context, letter, state, [left, top, wide], isPrompt, colours) {
  context.fillStyle = isPrompt ? colours.soft : colours.ink;
  const words = letter === " " ? "\u2423" : letter;
  context.globalAlpha = letter === " " ? 0.45 : 1;
  write(context, words, [left + wide / 2, top + LETTER / 2], "center", "middle");
  state.forEach((value, unit) => {
    context.globalAlpha = Math.min(1, Math.abs(value));
    context.fillStyle = value > 0 ? colours.plus : colours.minus;
    context.fillRect(left, top + LETTER + unit * CELL, wide + 0.3, CELL + 0.2);
  });
  context.globalAlpha = 1;
}

function paint(canvas, model, shown) {
  const [prompt, units] = [model.get("prompt"), model.get("units")];
  const text = [...prompt, ...model.get("written")];
  const whole = prompt.length + model.get("length");
  const line = LETTER + units * CELL + GAP;
  const tall = `${Math.ceil(Math.ceil(whole / COLUMNS) * line + 12)}px`;
  if (canvas.style.height !== tall) Object.assign(canvas.style, { height: tall, aspectRatio: "auto" });
  const sharp = sharpContext(canvas);
  if (!sharp) return;
  const { context, width, height } = sharp;
  const colours = themeColours(canvas, ["paper", "ink", "soft", "rule", "plus", "minus"]);
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, width, height);
  const wide = (width - 20) / COLUMNS;
  context.font = `${Math.min(17, wide * 0.85)}px ${getComputedStyle(canvas).fontFamily}`;
  const states = floats(model.get("states"));
  const seen = model.get("written") ? prompt.length + shown : 0;
  for (let place = 0; place < seen; place += 1) {
    const at = [10 + (place % COLUMNS) * wide, 8 + Math.floor(place / COLUMNS) * line, wide];
    const state = states.subarray(place * units, (place + 1) * units);
    drawColumn(context, text[place], state, at, place < prompt.length, colours);
  }
  context.strokeStyle = colours.soft; // where the next letter comes
  context.lineWidth = 2;
  const [x, y] = [10 + (seen % COLUMNS) * wide, 8 + Math.floor(seen / COLUMNS) * line];
  if (seen < whole) strokePath(context, [[x + 1, y + 3], [x + 1, y + LETTER - 3]]);
}

function controlsOf(model, set) {
  const [coldest, hottest] = model.get("limits");
  const records = model.get("records");
  const training = scaleSlider({
    label: "training", low: 0, high: records.length - 1, step: 1, format: (place) => String(records[place]),
    onInput: (value) => set({ record: value }),
  });
  const temperature = scaleSlider({
    label: "temperature", low: coldest, high: hottest, powers: true, format: digits,
    onInput: (value) => set({ temperature: value }),
  });
  const letters = scaleSlider({
    label: "letters shown", low: 0, high: model.get("length"), step: 1, format: String,
    onInput: (value) => set({ shown: value }),
  });
  const options = Object.fromEntries(model.get("prompts").map((prompt) => [prompt, prompt.replaceAll(" ", "\u2423")]));
  const prompt = choice({ label: "prompt", options, onChoose: (value) => set({ prompt: value }) });
  const show = (shown) => {
    training.show(model.get("record"));
    temperature.show(model.get("temperature"));
    letters.show(shown);
    prompt.show(model.get("prompt"));
  };
  return { roots: [training, temperature, letters, prompt].map(({ root }) => root), show };
}

function render({ model, el }) {
  const { canvas, tell, put } = widePieces({ element, keepKeys, setText });
  const send = oncePerFrame(() => model.save_changes());
  let playing = null; // the letter that is being written, if the model is at it
  const set = (values) => {
    stop();
    for (const [name, value] of Object.entries(values)) model.set(name, value);
    send();
  };
  const controls = controlsOf(model, set);
  const redraw = atNextFrame(() => paint(canvas, model, playing ?? model.get("shown")));
  const pen = player((letter) => {
    playing = letter;
    controls.show(letter);
    redraw();
  }, () => set({ shown: model.get("length") }));
  const stop = () => {
    pen.stop();
    playing = null;
  };
  const play = () => {
    if (prefersStillness()) {
      set({ shown: model.get("length") });
      return;
    }
    playing = 0;
    pen.start(0, model.get("length"), SECONDS);
  };
  const buttons = [
    button("Write", play),
    button("Another text", () => set({ seed: model.get("seed") + 1, shown: model.get("length") })),
  ];
  const root = put(controls.roots, buttons);
  const show = () => {
    controls.show(playing ?? model.get("shown"));
    tell(model.get("message"), model.get("problem"), playing !== null);
    redraw();
    describe(canvas, model.get("description"));
  };
  el.append(root);
  model.on("change", show);
  const stopWatching = watchSurroundings(canvas, redraw);
  show();
  return () => {
    stop();
    stopWatching();
    model.off("change", show);
  };
}

export default { render };
