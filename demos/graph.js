// A picture of curves over one axis, and a slider between two bounds. Lengths are CSS pixels.

/** A slider from `min` to `max` with its label and value; `label` may hold HTML. */
export function rangeSlider({ label, min, max, step, onInput }) {
  const id = `demo-${Math.random().toString(36).slice(2)}`;
  const decimals = Math.max(0, (String(step).split(".")[1] ?? "").length);
  const root = document.createElement("div");
  const name = Object.assign(document.createElement("label"), { htmlFor: id, innerHTML: label });
  const input = Object.assign(document.createElement("input"), { type: "range", id, min, max, step });
  const value = Object.assign(document.createElement("output"), { className: "demo-value" });
  root.className = "demo-slider";
  value.htmlFor = id;
  root.append(name, input, value);
  input.addEventListener("input", () => onInput(input.valueAsNumber));
  const show = (number) => {
    const words = number.toFixed(decimals).replace("-", "\u2212");
    input.value = number;
    input.setAttribute("aria-valuetext", words);
    value.textContent = words;
  };
  return { root, input, show };
}

/** The map between numbers and pixels for a picture whose axes run from low to high. */
export function graph([left, right], [low, high], width, height) {
  const across = width / (right - left);
  const up = height / (high - low);
  return {
    width,
    height,
    toPixels: ([x, y]) => [(x - left) * across, (high - y) * up],
    toNumbers: ([px, py]) => [left + px / across, high - py / up],
  };
}

/** Both axes through the origin, with a number at each tick. */
export function drawGraphAxes(context, map, colours, { xTicks, yTicks, xName }) {
  const [originX, originY] = map.toPixels([0, 0]);
  const x = Math.min(Math.max(originX, 0), map.width);
  const y = Math.min(Math.max(originY, 0), map.height);
  const words = (tick) => String(tick).replace("-", "\u2212");
  context.strokeStyle = colours.rule;
  context.lineWidth = 1;
  for (const [from, to] of [[[0, y], [map.width, y]], [[x, 0], [x, map.height]]]) {
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    context.stroke();
  }
  context.fillStyle = colours.soft;
  context.font = `12px ${colours.font}`;
  context.textBaseline = "top";
  context.textAlign = "center";
  for (const tick of xTicks) context.fillText(words(tick), map.toPixels([tick, 0])[0], Math.min(y + 4, map.height - 14));
  context.textAlign = "left";
  context.textBaseline = "middle";
  for (const tick of yTicks) context.fillText(words(tick), x + 5, map.toPixels([0, tick])[1]);
  context.textAlign = "right";
  context.textBaseline = "bottom";
  context.fillText(xName, map.width - 5, y - 4);
}

/** A curve through evenly spaced values between `from` and `to`. */
export function drawCurve(context, map, [from, to], values, { colour, width, dash = [] }) {
  if (values.length < 2) return;
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineJoin = "round";
  context.setLineDash(dash);
  context.beginPath();
  values.forEach((value, index) => {
    const place = map.toPixels([from + ((to - from) * index) / (values.length - 1), value]);
    if (index) context.lineTo(...place);
    else context.moveTo(...place);
  });
  context.stroke();
  context.setLineDash([]);
}
