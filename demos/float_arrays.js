// Numbers that Python sends as bytes.

/** The numbers behind a trait of bytes, float32, which may start anywhere in their buffer. */
export function floats(view) {
  return new Float32Array(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}
