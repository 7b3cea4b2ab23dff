// Three by three pixels beside three by three weights that can be typed: what a kernel meets at its place.

const decimals = (value) => (Math.abs(value) < 0.005 ? 0 : value).toFixed(2).replace("-", "\u2212");

/** `onInput` receives all nine weights; `show` takes the weights and the pixels beneath them. */
export function weightsTable(onInput) {
  const inputs = [];
  const pixels = [];
  const made = (tag, properties, ...children) => {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  };
  for (let place = 0; place < 9; place += 1) {
    const input = made("input", { type: "number", step: 0.5, className: "kernel-weight" });
    input.setAttribute("aria-label", `weight in row ${Math.floor(place / 3)}, column ${place % 3}`);
    input.addEventListener("input", () => {
      const weights = inputs.map((each) => each.valueAsNumber);
      if (weights.every(Number.isFinite)) onInput(weights); // a field may be empty while it is typed in
    });
    inputs.push(input);
    pixels.push(made("span", { className: "kernel-pixel" }));
  }
  const half = (title, cells) =>
    made("div", {}, made("div", { className: "kernel-title", textContent: title }),
      made("div", { className: "kernel-cells" }, ...cells));
  const root = made("div", { className: "kernel-table" }, half("pixels", pixels), half("kernel", inputs));
  const show = (weights, window) => {
    inputs.forEach((input, place) => {
      // What is being typed stays as it is: "0." and "0" are the same number.
      if (input.valueAsNumber !== weights[place]) input.value = Number(weights[place].toPrecision(6));
    });
    pixels.forEach((node, place) => {
      const words = decimals(window[place]);
      if (node.textContent !== words) node.textContent = words;
    });
  };
  return { root, show };
}
