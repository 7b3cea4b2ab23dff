// A slider between any two numbers, on an even scale or on one of powers, that shows its number in the reader's words.

let numberOfScales = 0;

/** `format` writes the value; `powers` makes equal ways of the slider equal factors, 20 to a power of ten.
 * `onInput` receives each number the reader chooses; `show` takes the value and, if they changed, the ends. */
export function scaleSlider({ label, low, high, step = 0.1, powers = false, format, onInput }) {
  const there = powers ? (value) => Math.round(20 * Math.log10(value)) : (value) => value;
  const back = powers ? (place) => Number((10 ** (place / 20)).toPrecision(3)) : (place) => place;
  const id = `scale-${(numberOfScales += 1)}-${Math.random().toString(36).slice(2)}`;
  const input = document.createElement("input");
  Object.assign(input, { type: "range", id, min: there(low), max: there(high), step: powers ? 1 : step });
  const name = document.createElement("label");
  Object.assign(name, { htmlFor: id, innerHTML: label });
  const output = document.createElement("output");
  Object.assign(output, { htmlFor: id, className: "demo-value" });
  input.addEventListener("input", () => onInput(back(input.valueAsNumber)));
  const root = document.createElement("div");
  root.className = "demo-slider";
  root.append(name, input, output);
  const show = (value, ends = null) => {
    if (ends) Object.assign(input, { min: there(ends[0]), max: there(ends[1]) });
    input.value = there(value);
    input.setAttribute("aria-valuetext", format(value));
    if (output.textContent !== format(value)) output.textContent = format(value);
  };
  return { root, input, show };
}
