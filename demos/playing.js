// Counting at an even pace, a picture for every number: how a demo plays what Python has computed.

/** Call `show` with each whole number from `first` to `last` within `seconds`, then `done`; a new start ends the old. */
export function player(show, done) {
  let frame = 0;
  const stop = () => cancelAnimationFrame(frame);
  const start = (first, last, seconds) => {
    stop();
    let [began, before] = [null, null];
    const tick = (now) => {
      began ??= now;
      const passed = Math.floor(((now - began) / 1000 / seconds) * (last - first));
      const at = Math.min(last, first + passed);
      if (at !== before) show(at);
      before = at;
      if (at === last) done();
      else frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
  };
  return { start, stop };
}
