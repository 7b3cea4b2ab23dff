// A function of two variables seen from above: its contours, and the map between the plane and the picture.

/** The map for a square picture of `size` pixels that shows `window`: left, right, bottom, top. */
export function landscape([left, right, bottom, top], size) {
  const [across, up] = [size / (right - left), size / (top - bottom)];
  return {
    size,
    toPixels: ([w1, w2]) => [(w1 - left) * across, (top - w2) * up],
    toPlane: ([px, py]) => [left + px / across, top - py / up],
  };
}

/** Contours of a square grid of heights (top row first) as one path in the unit square, y downwards. */
export function contours(heights, levels) {
  const side = Math.round(Math.sqrt(heights.length));
  const path = new Path2D();
  for (const level of levels) {
    for (let row = 0; row + 1 < side; row += 1) {
      for (let column = 0; column + 1 < side; column += 1) addCell(path, heights, side, row, column, level);
    }
  }
  return path;
}

/** Where a contour crosses the four sides of a cell, two crossings at a time: marching squares. */
function addCell(path, heights, side, row, column, level) {
  const corners = [[0, 0], [1, 0], [1, 1], [0, 1]];
  const values = corners.map(([x, y]) => heights[(row + y) * side + column + x] - level);
  const crossings = [];
  for (let i = 0; i < 4; i += 1) {
    const [a, b] = [values[i], values[(i + 1) % 4]];
    if (a > 0 === b > 0) continue;
    const part = a / (a - b);
    const [from, to] = [corners[i], corners[(i + 1) % 4]];
    const at = (axis) => from[axis] + part * (to[axis] - from[axis]);
    crossings.push([(column + at(0)) / (side - 1), (row + at(1)) / (side - 1)]);
  }
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    path.moveTo(...crossings[i]);
    path.lineTo(...crossings[i + 1]);
  }
}

/** Numbers along the left and the bottom edge. */
export function drawScales(context, map, [left, right, bottom, top], colours) {
  context.fillStyle = colours.soft;
  context.font = `${Math.max(11, map.size * 0.025)}px ${colours.font}`;
  const label = (number) => String(number).replace("-", "\u2212");
  for (let tick = Math.ceil(left) + 1; tick < right; tick += 1) {
    put(context, label(tick), [map.toPixels([tick, 0])[0], map.size - 4], "center", "bottom");
  }
  for (let tick = Math.ceil(bottom) + 1; tick < top; tick += 1) {
    put(context, label(tick), [4, map.toPixels([0, tick])[1]], "left", "middle");
  }
  put(context, "w\u2081", [map.size - 6, map.size - 4], "right", "bottom");
  put(context, "w\u2082", [4, 4], "left", "top");
}

function put(context, words, [x, y], align, baseline) {
  context.textAlign = align;
  context.textBaseline = baseline;
  context.fillText(words, x, y);
}
