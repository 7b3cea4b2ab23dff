// A slider for positive numbers that act by their ratio, such as a temperature or a learning rate.

/** A slider from `low` to `high` in equal ratios, twenty to a factor of ten, with its label and value. */
export function logarithmicSlider({ label, low, high, onInput }) {
  const perDecade = 20;
  const place = (number) => Math.round(perDecade * Math.log10(number));
  const number = (at) => Number((10 ** (at / perDecade)).toPrecision(3));
  const id = `demo-${Math.random().toString(36).slice(2)}`;
  const input = document.createElement("input");
  Object.assign(input, { type: "range", id, step: 1, min: place(low), max: place(high) });
  input.addEventListener("input", () => onInput(number(input.valueAsNumber)));
  const value = document.createElement("output");
  value.className = "demo-value";
  value.htmlFor = id;
  const name = document.createElement("label");
  name.htmlFor = id;
  name.innerHTML = label;
  const root = document.createElement("div");
  root.className = "demo-slider";
  root.append(name, input, value);
  const show = (shown) => {
    const words = String(Number(shown.toPrecision(3)));
    input.value = place(shown);
    input.setAttribute("aria-valuetext", words);
    value.textContent = words;
  };
  return { root, show };
}
