// A wide picture with its controls in columns below it, and the words that a screen reader speaks when they change.
// Shared pieces import nothing (see assets.py), so this one is handed what it needs of controls.js.

/** Return the canvas, the live text, and `put`, which stacks picture, controls, buttons and text. */
export function widePieces({ element, keepKeys, setText }) {
  const canvas = element("canvas", { className: "demo-canvas wide-canvas" });
  canvas.setAttribute("role", "img");
  const problem = element("p", { className: "demo-problem" });
  const message = element("p", { className: "demo-message" });
  const words = element("div", { className: "wide-live" }, problem, message);
  // While something plays the text is silent, so that only the end is spoken.
  const tell = (sentence, trouble, isPlaying) => {
    words.setAttribute("aria-live", isPlaying ? "off" : "polite");
    setText(problem, trouble);
    setText(message, sentence);
  };
  const put = (controls, buttons) => {
    const columns = element("div", { className: "wide-controls" }, ...controls);
    const row = element("div", { className: "demo-buttons" }, ...buttons);
    const root = element("div", { className: "demo wide" },
      element("div", { className: "demo-row" }, canvas, columns, row, words));
    keepKeys(root);
    return root;
  };
  return { canvas, tell, put };
}
