// Polls the data version and reruns the page when it changed; asks first where the person has an upload open.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const box = parentElement.querySelector("#khuyenhoc-watch");
  const state = (box.state ??= { timer: null });
  state.seen = data.version;
  box.hidden = true;
  box.querySelector("button").onclick = () => setTriggerValue("changed", Date.now());

  const look = async () => {
    if (document.visibilityState !== "visible") return;
    try {
      const answer = await fetch("/api/version", { cache: "no-store" });
      const { version } = await answer.json();
      if (version === state.seen || version === state.told) return;
      state.told = version;
      if (data.hold) box.hidden = false;
      else setTriggerValue("changed", version);
    } catch {
      // The server is away for a moment; the next look tells.
    }
  };
  state.look = look;
  if (state.timer === null) {
    state.timer = setInterval(() => state.look(), 2000);
    state.wake = () => state.look();
    document.addEventListener("visibilitychange", state.wake);
  }
  return () => {
    clearInterval(state.timer);
    document.removeEventListener("visibilitychange", state.wake);
    state.timer = null;
  };
}
