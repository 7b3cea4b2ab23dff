import { atNextFrame, button, choice, describe, element, keepKeys, oncePerFrame } from "./controls.js";
import { liveText } from "./live_text.js";
import { scaleSlider } from "./scales.js";
import { svgShape, svgText } from "./svg_shapes.js";

const WIDTH = 760;
const STEP = 54; // from a level to the next
const NAMES = ["phrase", "words", "word", "composed", "phrases", "vocabulary", "classes", "children", "labels", "shares",
  "changed", "message", "problem", "description"];
const SIGNS = ["\u2212\u2212", "\u2212", "0", "+", "++"];
// A class has a colour and a strength, and its sign is written into the node as well.
const FILLS = [["minus", 0.85], ["minus", 0.35], ["", 0], ["plus", 0.35], ["plus", 0.85]];

/** Where each node stands: words on the ground, a pair above the middle of its two children. */
function placesOf(words, children) {
  const wide = (WIDTH - 40) / words.length;
  const places = words.map((_, number) => ({ x: 20 + (number + 0.5) * wide, level: 0 }));
  for (const [left, right] of children) {
    const [one, other] = [places[left], places[right]];
    places.push({ x: (one.x + other.x) / 2, level: Math.max(one.level, other.level) + 1 });
  }
  return places;
}

function node(picture, { x, y }, label, isChanged) {
  const [side, strength] = label < 0 ? ["", 0] : FILLS[label];
  const fill = side ? `var(--demo-${side})` : "none";
  const circle = { cx: x, cy: y, r: 17 };
  picture.append(
    svgShape("circle", { ...circle, class: "tree-ground" }),
    svgShape("circle", { ...circle, fill, "fill-opacity": strength,
      class: `tree-node${isChanged ? " tree-changed" : ""}` }),
    svgText(label < 0 ? "?" : SIGNS[label], x, y + 5, { class: "tree-sign" }),
  );
}

function draw(picture, state) {
  const { words, children, composed, labels, changed } = state;
  const count = words.length;
  const places = placesOf(words, children);
  const top = places[places.length - 1].level;
  const height = 90 + top * STEP;
  for (const place of places) place.y = height - 62 - place.level * STEP;
  picture.setAttribute("viewBox", `0 0 ${WIDTH} ${height}`);
  picture.replaceChildren();
  children.forEach((pair, number) => {
    const kind = number < composed ? "tree-edge" : "tree-edge tree-unknown";
    for (const child of pair) {
      picture.append(svgShape("line", { x1: places[count + number].x, y1: places[count + number].y,
        x2: places[child].x, y2: places[child].y, class: kind }));
    }
  });
  places.forEach((place, number) => {
    const isKnown = number < count + composed;
    node(picture, place, isKnown ? labels[number] : -1, isKnown && changed[number]);
  });
  words.forEach((word, number) => {
    const kind = number === state.word ? "tree-word tree-chosen" : "tree-word";
    picture.append(svgText(word, places[number].x, height - 18, { class: kind }));
  });
}

function render({ model, el }) {
  const picture = svgShape("svg", { role: "img", class: "tree-picture" });
  const send = oncePerFrame(() => model.save_changes());
  const set = (name, value) => {
    model.set(name, value);
    send();
  };
  const byNumber = (names) => Object.fromEntries(names.map((name, number) => [`n${number}`, name]));
  const numberOf = (value) => Number(value.slice(1));
  const phrase = choice({ label: "phrase", options: byNumber(model.get("phrases")),
    onChoose: (value) => set("phrase", numberOf(value)) });
  const controls = element("div", { className: "tree-controls" });
  let [steps, leaf, becomes, made] = [null, null, null, ""];
  /** The controls that depend on the phrase. */
  const make = (state) => {
    const key = `${state.phrase} ${state.words.join(" ")}`;
    if (made === key && steps) return;
    const focused = controls.contains(document.activeElement)
      ? [...controls.querySelectorAll("select, input, button")].indexOf(document.activeElement) : -1;
    if (!steps || made.split(" ")[0] !== `${state.phrase}`) {
      steps = scaleSlider({ label: "pairs composed", low: 0, high: state.children.length, step: 1, format: String,
        onInput: (number) => set("composed", number) });
    }
    leaf = choice({ label: "replace", options: byNumber(state.words.map((word, n) => `${n + 1}: ${word}`)),
      onChoose: (value) => set("word", numberOf(value)) });
    becomes = becomes ?? choice({ label: "by", options: Object.fromEntries(state.vocabulary.map((w) => [w, w])),
      onChoose: (word) => set("words", model.get("words").with(model.get("word"), word)) });
    const move = (by) => () => set("composed",
      Math.max(0, Math.min(model.get("children").length, model.get("composed") + by)));
    controls.replaceChildren(phrase.root, steps.root, leaf.root, becomes.root,
      element("div", { className: "demo-buttons" }, button("Compose the next pair", move(1)),
        button("Compose all", move(1000)), button("Only the words", move(-1000))));
    made = key;
    if (focused >= 0) controls.querySelectorAll("select, input, button")[focused].focus();
  };
  const live = liveText("tree-live");
  const root = element("div", { className: "demo" }, picture, live.root, controls);
  keepKeys(root);

  let shown = null;
  const redraw = atNextFrame(() => draw(picture, shown));
  const show = () => {
    const state = Object.fromEntries(NAMES.map((name) => [name, model.get(name)]));
    make(state);
    phrase.show(`n${state.phrase}`);
    steps.show(state.composed);
    leaf.show(`n${state.word}`);
    becomes.show(state.words[state.word]);
    live.show(state);
    shown = state;
    redraw();
    describe(picture, state.description);
  };
  el.append(root);
  model.on("change", show);
  show();
  return () => model.off("change", show);
}

export default { render };
