// Grids of numbers as pictures: a colour for every number, cells that are framed.

const knownColours = new Map(); // asking the canvas takes longer than drawing a whole picture

/** Red, green and blue of a CSS colour, whatever its notation. */
function channels(colour) {
  if (!knownColours.has(colour)) {
    const context = new OffscreenCanvas(1, 1).getContext("2d");
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    knownColours.set(colour, [...context.getImageData(0, 0, 1, 1).data].slice(0, 3));
  }
  return knownColours.get(colour);
}

/** Black for `low`, white for `high`. */
export function greys(low, high) {
  const range = high - low || 1;
  return (value) => {
    const grey = (255 * (value - low)) / range;
    return [grey, grey, grey];
  };
}

/** From `minus` over the paper, which stands for 0, to `plus`. */
export function signedColours(reach, { plus, minus, paper }) {
  const [up, down, middle] = [plus, minus, paper].map(channels);
  return (value) => {
    const share = Math.min(1, Math.abs(value) / (reach || 1));
    const end = value < 0 ? down : up;
    return middle.map((channel, k) => channel + share * (end[k] - channel));
  };
}

/** A square picture of `side` pixels on each side, of numbers row by row; only the first `seen` are there. */
export function pixelPicture(numbers, side, colourOf, seen = Infinity) {
  const canvas = new OffscreenCanvas(side, side);
  const image = new ImageData(side, side);
  const count = Math.min(seen, numbers.length);
  for (let index = 0; index < count; index += 1) {
    const [red, green, blue] = colourOf(numbers[index]);
    image.data[4 * index] = red;
    image.data[4 * index + 1] = green;
    image.data[4 * index + 2] = blue;
    image.data[4 * index + 3] = 255;
  }
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas;
}

/** Draw a picture into a square box, every pixel with sharp edges. */
export function drawPixels(context, picture, { left, top, side }) {
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, left, top, side, side);
}

/** Frame cells of a box that holds `count` cells on each side: [row, column, rows, columns]. */
export function frameCells(context, { left, top, side }, count, [row, column, rows, columns], colours) {
  const cell = side / count;
  const place = [left + column * cell, top + row * cell, columns * cell, rows * cell];
  context.lineWidth = 4; // a frame of the paper's colour keeps it apart from any pixel
  context.strokeStyle = colours.paper;
  context.strokeRect(...place);
  context.lineWidth = 2;
  context.strokeStyle = colours.mark;
  context.strokeRect(...place);
}

/** Title above a box, and a line beneath it that says what its colours mean. */
export function captions(context, { left, top, side }, title, scale, colours) {
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.font = `600 13px ${colours.font}`;
  context.fillStyle = colours.ink;
  context.fillText(title, left, top - 7, side);
  context.font = `12px ${colours.font}`;
  context.fillStyle = colours.soft;
  context.fillText(scale, left, top + side + 16, side);
}
