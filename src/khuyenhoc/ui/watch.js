// Polls the data version and reruns the page when it changed; asks first where the person has an upload open.
const EVERY = 2000; // ms between looks
const PATIENCE = 10000; // ms until a rerun that never came (a network blip swallowed it) is asked for again

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const box = parentElement.querySelector("#khuyenhoc-watch");
  const state = (box.state ??= { timer: null, asked: null, askedAt: 0 });
  state.seen = data.version;
  box.hidden = true;
  box.querySelector("button").onclick = () => setTriggerValue("changed", Date.now());

  state.look = async () => {
    if (document.visibilityState !== "visible") return;
    let version;
    try {
      ({ version } = await (await fetch("/api/version", { cache: "no-store" })).json());
    } catch {
      return; // The server is away for a moment; the next look tells.
    }
    if (version === state.seen) return;
    if (data.hold) {
      box.hidden = false;
    } else if (version !== state.asked || Date.now() - state.askedAt > PATIENCE) {
      Object.assign(state, { asked: version, askedAt: Date.now() });
      setTriggerValue("changed", Date.now());
    }
  };
  if (state.timer === null) {
    state.wake = () => state.look();
    state.timer = setInterval(state.wake, EVERY);
    document.addEventListener("visibilitychange", state.wake);
  }
  return () => {
    clearInterval(state.timer);
    document.removeEventListener("visibilitychange", state.wake);
    state.timer = null;
  };
}
