// Shapes of SVG pictures: a node with its attributes, and a text.

/** An SVG element with attributes and children. */
export function svgShape(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** A text, centred where it stands unless `attributes` say otherwise. */
export const svgText = (words, x, y, attributes = {}) =>
  svgShape("text", { x, y, "text-anchor": "middle", ...attributes }, words);
