// A pad of side x side pixels, each of which counts the ink in dots x dots dots, drawn with the pointer or the arrow keys.

const REACH = 2.4; // of the pen, in dots
const STEP = 2; // dots that an arrow key moves the pen
// In this order the dots of a pixel are inked when only their number is known.
const ORDER = [5, 10, 6, 9, 0, 15, 3, 12, 1, 14, 4, 11, 2, 13, 7, 8];
const ARROWS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

/** The dots of a drawing: `ink` counts them pixel by pixel. */
export function dotsOf(ink, side, dots) {
  const wide = side * dots;
  const bitmap = new Uint8Array(wide * wide);
  ink.forEach((count, pixel) => {
    const [row, column] = [Math.floor(pixel / side) * dots, (pixel % side) * dots];
    for (const dot of ORDER.slice(0, count)) bitmap[(row + Math.floor(dot / dots)) * wide + column + (dot % dots)] = 1;
  });
  return bitmap;
}

export function inkOf(bitmap, side, dots) {
  const wide = side * dots;
  const ink = new Array(side * side).fill(0);
  bitmap.forEach((dot, place) => {
    if (dot) ink[Math.floor(place / wide / dots) * side + Math.floor((place % wide) / dots)] += 1;
  });
  return ink;
}

/** Ink every dot that the pen touches on its way. */
function stroke(bitmap, wide, from, to) {
  const steps = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1])));
  for (let step = 0; step <= steps; step += 1) {
    const [x, y] = [0, 1].map((axis) => from[axis] + ((to[axis] - from[axis]) * step) / steps);
    for (let row = Math.max(0, Math.floor(y - REACH)); row < Math.min(wide, y + REACH); row += 1) {
      for (let column = Math.max(0, Math.floor(x - REACH)); column < Math.min(wide, x + REACH); column += 1) {
        if (Math.hypot(column + 0.5 - x, row + 0.5 - y) <= REACH) bitmap[row * wide + column] = 1;
      }
    }
  }
}

/** Let pointer and keys draw on a canvas. `state()` returns {ink, pen, down}; `change` receives what is new of them. */
export function makePad(canvas, { side, dots, state, change }) {
  const wide = side * dots;
  let bitmap = new Uint8Array(wide * wide);
  let pointer = null;
  const latest = () => {
    // The ink may have been set elsewhere: the dots are only ours.
    const { ink } = state();
    if (inkOf(bitmap, side, dots).some((count, pixel) => count !== ink[pixel])) bitmap = dotsOf(ink, side, dots);
    return bitmap;
  };
  const draw = (from, to, more = {}) => {
    stroke(latest(), wide, from, to);
    change({ ink: inkOf(bitmap, side, dots), pen: to.map(Math.round), ...more });
  };
  const place = ({ clientX, clientY }) => {
    const box = canvas.getBoundingClientRect();
    const inside = (part) => Math.min(wide, Math.max(0, part * wide));
    return [inside((clientX - box.left) / box.width), inside((clientY - box.top) / box.height)];
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pointer = place(event);
    draw(pointer, pointer);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!pointer) return;
    const to = place(event);
    draw(pointer, to);
    pointer = to;
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => (pointer = null));
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { pen, down } = state();
    const way = ARROWS[event.key];
    if (way) {
      const to = pen.map((at, axis) => Math.min(wide, Math.max(0, at + way[axis])));
      if (down) draw(pen, to);
      else change({ pen: to });
    } else if (event.key === " " || event.key === "Enter") {
      if (down) change({ down: false });
      else draw(pen, pen, { down: true });
    } else return;
    event.preventDefault();
  });
}
