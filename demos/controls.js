// What every demo shares: labelled controls that the notebook's shortcuts leave alone, a sharp canvas, and the theme.

/** Create an element with properties and children; text children are plain strings. */
export function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

/** Show a number as the course prints it: one decimal, two where one would hide something, and a true minus sign. */
export function shortNumber(value) {
  const decimals = Math.abs(value * 10 - Math.round(value * 10)) < 1e-6 ? 1 : 2;
  return (Math.abs(value) < 0.005 ? 0 : value).toFixed(decimals).replace("-", "\u2212");
}

const uniqueId = () => `demo-${Math.random().toString(36).slice(2)}`;

/** A slider with its label and value; `label` may hold HTML. `onInput` receives each number the reader chooses. */
export function slider({ label, limit, step, onInput }) {
  const id = uniqueId();
  const input = element("input", { type: "range", id, step, min: -limit, max: limit });
  const value = element("output", { className: "demo-value" });
  value.htmlFor = id;
  input.addEventListener("input", () => onInput(input.valueAsNumber));
  const name = element("label", { htmlFor: id, innerHTML: label });
  const root = element("div", { className: "demo-slider" }, name, input, value);
  const show = (number) => {
    const reach = Math.max(limit, Math.ceil(Math.abs(number)));
    Object.assign(input, { min: -reach, max: reach, value: number });
    input.setAttribute("aria-valuetext", shortNumber(number));
    value.textContent = shortNumber(number);
  };
  return { root, show };
}

/** A labelled choice among `options`, an object from value to words. */
export function choice({ label, options, onChoose }) {
  const id = uniqueId();
  const entries = Object.entries(options).map(([value, words]) => element("option", { value }, words));
  const select = element("select", { id }, ...entries);
  select.addEventListener("change", () => onChoose(select.value));
  const root = element("div", { className: "demo-choice" }, element("label", { htmlFor: id }, label), select);
  return { root, show: (value) => (select.value = value) };
}

export function button(label, onPress) {
  const node = element("button", { type: "button", className: "demo-button" }, label);
  node.addEventListener("click", onPress);
  return node;
}

/** Set text only where it changes, so that a live region speaks once. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** Give a picture its text alternative, and change it only where it changes. */
export function describe(picture, text) {
  if (picture.getAttribute("aria-label") !== text) picture.setAttribute("aria-label", text);
}

/** Keep plain keys from the notebook, which would take arrows and Enter for its own; Ctrl+S still reaches it. */
export function keepKeys(root) {
  root.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
  });
}

/** Return a function that runs `action` at once, and while it is asked again, at most once a frame. */
export function oncePerFrame(action) {
  let resting = false;
  let asked = false;
  const run = () => {
    if (resting) {
      asked = true;
      return;
    }
    resting = true;
    action();
    requestAnimationFrame(() => {
      resting = false;
      if (asked) {
        asked = false;
        run();
      }
    });
  };
  return run;
}

/** Return a function that asks for `action` just before the next frame, once however often it is asked.
 * A key press is sent on its way before the old picture is painted anew, and an answer in the same frame paints once. */
export function atNextFrame(action) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      action();
    });
  };
}

/** Give the canvas a pixel for every pixel of the screen; return its context, scaled to CSS pixels, and its size.
 * A canvas that is hidden keeps what it shows: nothing is returned for it. */
export function sharpContext(canvas) {
  const ratio = window.devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  if (width === 0 || height === 0) return null;
  const wanted = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wanted[0]) canvas.width = wanted[0];
  if (canvas.height !== wanted[1]) canvas.height = wanted[1];
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return { context, width, height };
}

/** Read the theme's colours from CSS: `--demo-ink` becomes `ink`. */
export function themeColours(root, names) {
  const style = getComputedStyle(root);
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--demo-${name}`).trim()]));
}

/** Call `redraw` when the theme, the size or the screen's pixel density changes; return how to stop. */
export function watchSurroundings(canvas, redraw) {
  const size = new ResizeObserver(redraw);
  size.observe(canvas);
  // JupyterLab hides the page while it changes theme, and shows it again before the next frame.
  const theme = new MutationObserver(() => requestAnimationFrame(redraw));
  theme.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-name", "data-jp-theme-light"] });
  window.addEventListener("resize", redraw);
  return () => {
    size.disconnect();
    theme.disconnect();
    window.removeEventListener("resize", redraw);
  };
}

export const prefersStillness = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
