// A square picture of the plane, from -extent to extent both ways, and what demos draw in it. Lengths are CSS pixels.

/** The map between plane and pixels for a square of `size` pixels. */
export function plane(extent, size) {
  const scale = size / (2 * extent);
  return {
    extent,
    size,
    radius: Math.max(5, size * 0.016),
    toPixels: ([x1, x2]) => [(x1 + extent) * scale, (extent - x2) * scale],
    toPlane: ([px, py]) => [px / scale - extent, extent - py / scale],
  };
}

/** Fill the cells of a square grid whose bit is set (most significant bit first, top row first). */
export function drawBits(context, { size }, bits, colour) {
  const side = Math.floor(Math.sqrt(bits.byteLength * 8));
  if (side === 0) return;
  const mask = new OffscreenCanvas(side, side);
  const small = mask.getContext("2d");
  small.fillStyle = colour;
  for (let cell = 0; cell < side * side; cell += 1) {
    if ((bits.getUint8(cell >> 3) >> (7 - (cell & 7))) & 1) small.fillRect(cell % side, Math.floor(cell / side), 1, 1);
  }
  context.imageSmoothingEnabled = true;
  context.drawImage(mask, 0, 0, size, size);
}

export function drawAxes(context, map, colours) {
  const { extent, size } = map;
  const [middle] = map.toPixels([0, 0]);
  context.strokeStyle = colours.rule;
  context.lineWidth = 1;
  strokePath(context, [[0, middle], [size, middle]]);
  strokePath(context, [[middle, 0], [middle, size]]);
  context.fillStyle = colours.soft;
  context.font = `${Math.max(11, size * 0.025)}px ${colours.font}`;
  for (let tick = 1 - extent; tick < extent; tick += 1) {
    if (tick === 0) continue;
    const words = String(tick).replace("-", "\u2212");
    const [along] = map.toPixels([tick, 0]);
    write(context, words, [along, middle + 4], "center", "top");
    write(context, words, [middle - 5, size - along], "right", "middle");
  }
  write(context, "x\u2081", [size - 5, middle - 4], "right", "bottom");
  write(context, "x\u2082", [middle + 6, 5], "left", "top");
}

/** A point of class +1 is a filled circle, of class -1 a hollow square. */
export function drawPoint(context, map, [x1, x2, label], colours) {
  const [x, y] = map.toPixels([x1, x2]);
  const r = map.radius;
  context.lineWidth = Math.max(2, r * 0.4);
  context.fillStyle = colours.plus;
  context.strokeStyle = colours.minus;
  if (label > 0) fillCircle(context, [x, y], r);
  else context.strokeRect(x - r * 0.85, y - r * 0.85, r * 1.7, r * 1.7);
}

export function fillCircle(context, [x, y], r) {
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
  context.fill();
}

export function strokeCircle(context, [x, y], r) {
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
  context.stroke();
}

/** Four corners around a place: the point that comes next. */
export function drawCorners(context, [x, y], reach) {
  const arm = reach * 0.45;
  for (const [across, down] of [[-1, -1], [-1, 1], [1, -1], [1, 1]]) {
    const [cx, cy] = [x + across * reach, y + down * reach];
    strokePath(context, [[cx - across * arm, cy], [cx, cy], [cx, cy - down * arm]]);
  }
}

/** An arrow between two pixels; the shaft may be dashed. */
export function drawArrow(context, from, to, { colour, width, dash = [] }) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  if (length < 1) return;
  const [ux, uy] = [dx / length, dy / length];
  const head = Math.min(length, 4.5 * width);
  const neck = [to[0] - ux * head, to[1] - uy * head];
  context.strokeStyle = context.fillStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dash);
  strokePath(context, [from, neck]);
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(...to);
  context.lineTo(neck[0] - uy * head * 0.45, neck[1] + ux * head * 0.45);
  context.lineTo(neck[0] + uy * head * 0.45, neck[1] - ux * head * 0.45);
  context.fill();
}

export function strokePath(context, corners) {
  context.beginPath();
  corners.forEach((corner, i) => (i ? context.lineTo(...corner) : context.moveTo(...corner)));
  context.stroke();
}

export function write(context, words, [x, y], align, baseline) {
  context.textAlign = align;
  context.textBaseline = baseline;
  context.fillText(words, x, y);
}
