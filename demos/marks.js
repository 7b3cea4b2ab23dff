// Six marks that differ in shape, dash and colour, for a canvas and for a legend. Colours are CSS's --demo-mark-1 to 6.

const SHAPES = [
  "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z", // disc
  "M-4.5-4.5h9v9h-9z", // square
  "M0-6L5.5 4.5h-11z", // triangle
  "M0-6.2L6.2 0L0 6.2L-6.2 0z", // diamond
  "M-1.8-6h3.6v4.2h4.2v3.6h-4.2v4.2h-3.6v-4.2h-4.2v-3.6h4.2z", // plus
  "M0 6L5.5-4.5h-11z", // triangle on its tip
];
const DASHES = [[], [7, 3], [2, 3], [9, 3, 2, 3], [5, 2], [1, 2]];

export const MARK_COLOURS = SHAPES.map((_, index) => `mark-${index + 1}`);

/** Draw a trail of pixels, with its mark at the head. `halo` keeps marks apart where they meet. */
export function drawTrail(context, index, pixels, colour, halo) {
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.lineJoin = "round";
  context.setLineDash(DASHES[index]);
  context.beginPath();
  pixels.forEach((pixel, i) => (i ? context.lineTo(...pixel) : context.moveTo(...pixel)));
  context.stroke();
  context.setLineDash([]);
  context.save();
  context.translate(...pixels.at(-1));
  context.lineWidth = 1.5;
  context.strokeStyle = halo;
  context.fillStyle = colour;
  const shape = new Path2D(SHAPES[index]);
  context.fill(shape);
  context.stroke(shape);
  context.restore();
}

/** The same mark and dash as inline SVG. */
export function markPicture(index) {
  const colour = `var(--demo-mark-${index + 1})`;
  return `<svg class="demo-mark" viewBox="-17 -8 34 16" aria-hidden="true">
    <path d="M-17 0h34" stroke="${colour}" stroke-width="2" stroke-dasharray="${DASHES[index].join(" ")}"/>
    <path d="${SHAPES[index]}" fill="${colour}"/></svg>`;
}
