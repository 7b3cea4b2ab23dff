// Three probabilities that sum to 1 as a point in a triangle. Lengths are CSS pixels.

/** A triangle with its first corner on top, inside a box; `place` maps three probabilities to a pixel. */
export function simplex({ left, top, width, height }) {
  const side = Math.min(width, (height * 2) / Math.sqrt(3));
  const middle = left + width / 2;
  const tall = (side * Math.sqrt(3)) / 2;
  const above = top + (height - tall) / 2;
  const corners = [
    [middle, above],
    [middle - side / 2, above + tall],
    [middle + side / 2, above + tall],
  ];
  const place = (p) => [0, 1].map((axis) => p.reduce((sum, share, k) => sum + share * corners[k][axis], 0));
  return { corners, place, centre: place([1 / 3, 1 / 3, 1 / 3]) };
}

export function drawSimplex(context, { corners, centre }, colours) {
  context.strokeStyle = colours.soft;
  context.lineWidth = 1.5;
  context.beginPath();
  corners.forEach((corner, k) => (k ? context.lineTo(...corner) : context.moveTo(...corner)));
  context.closePath();
  context.stroke();
  context.strokeStyle = colours.rule;
  context.lineWidth = 1;
  for (const corner of corners) {
    context.beginPath();
    context.moveTo(...centre);
    context.lineTo(...corner);
    context.stroke();
  }
}
