// What a demo says beside its picture: what is missing in the reader's function, and what happened. It is read aloud.

/** Return the region and how to show a state with `problem` and `message`; a demo sizes it by `className`. */
export function liveText(className) {
  const root = document.createElement("div");
  root.className = className;
  const lines = ["problem", "message"].map((name) => {
    const line = document.createElement("p");
    line.className = `demo-${name}`;
    root.append(line);
    return [name, line];
  });
  const show = (state, isPlaying = false) => {
    root.setAttribute("aria-live", isPlaying ? "off" : "polite"); // what flies past is not to be read aloud
    // Only where it changes, so that a change is read once.
    for (const [name, line] of lines) if (line.textContent !== state[name]) line.textContent = state[name];
  };
  return { root, show };
}
