// A list of units to choose from by typing: accents, capitals and the kind of unit do not count, the code finds as well.
const SHOWN = 300; // options drawn at once; typing finds the others
const BELOW = 320; // px, the height of the list

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

function parsed(lines) {
  return lines.split("\n").map((line) => {
    const [code, words] = line.split("\t");
    const folded = plain(words);
    return { code, words, lower: words.toLowerCase().normalize("NFC"), folded, spaced: ` ${folded.replace(/[^\p{L}\p{N}]+/gu, " ")}` };
  });
}

// Best first: as typed with its accents, at the beginning of a word of the name, anywhere; then in the order of the list.
function found(options, typed) {
  const asked = plain(typed).trim(), exact = typed.toLowerCase().normalize("NFC").trim(), words = asked.split(/\s+/);
  if (!asked) return options;
  const marked = exact !== asked;
  return options
    .map((option, at) => {
      const name = option.spaced.split(" (")[0], cut = option.folded.indexOf("(");
      if (option.code === asked) return [0, at, option];
      if (!words.every((word) => option.spaced.includes(word))) return null;
      const place = (" " + option.folded).indexOf(" " + asked);
      const rank = place < 0 ? 4 : cut < 0 || place < cut ? 1 : 3;
      return [marked && option.lower.includes(exact) ? rank - 0.5 : marked ? rank + 4 : rank, at, option];
    })
    .filter(Boolean)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .map((each) => each[2]);
}

function setUp(root) {
  const me = { input: root.querySelector("input"), list: root.querySelector("ul"), chips: root.querySelector(".chips"), at: -1, offered: [], open: false };
  const id = `kh-${Math.random().toString(36).slice(2)}`;
  me.input.id = id;
  root.querySelector("label").htmlFor = id;
  me.list.id = `${id}-list`;
  me.input.setAttribute("aria-controls", me.list.id);
  const several = () => me.data.most > 0;
  const label = () => (several() ? "" : (me.options.find((each) => each.code === me.chosen[0]) || { words: "" }).words);

  function item(text, className) {
    const made = document.createElement("li");
    made.className = className;
    made.textContent = text;
    return made;
  }

  function place() {
    const box = root.querySelector(".field").getBoundingClientRect(), room = innerHeight - box.bottom - 8, above = box.top - 8;
    const up = room < 160 && above > room;
    Object.assign(me.list.style, { left: `${box.left}px`, width: `${box.width}px`, maxHeight: `${Math.min(BELOW, up ? above : room)}px`, top: up ? "auto" : `${box.bottom + 4}px`, bottom: up ? `${innerHeight - box.top + 4}px` : "auto" });
  }

  function show(typed) {
    const all = found(me.options, typed).filter((each) => !several() || !me.chosen.includes(each.code));
    const now = typed ? 0 : Math.max(0, all.findIndex((each) => each.code === me.chosen[0]));
    const first = Math.max(0, Math.min(now - 5, all.length - SHOWN));
    me.offered = all.slice(first, first + SHOWN);
    me.list.replaceChildren(...me.offered.map((each, at) => {
      const row = item(each.words, "");
      row.id = `${me.list.id}-${at}`;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", String(me.chosen.includes(each.code)));
      return row;
    }));
    if (!all.length) me.list.append(item(me.data.none, "note"));
    if (all.length > me.offered.length) me.list.append(item(me.data.more, "note"));
    if (!me.open) {
      me.open = true;
      me.list.hidden = false;
      me.list.showPopover?.();
      me.input.setAttribute("aria-expanded", "true");
    }
    place();
    move(all.length ? now - first : -1);
  }

  function move(to) {
    me.list.children[me.at]?.classList.remove("at");
    me.at = to;
    const row = me.offered[to] && me.list.children[to];
    me.input.setAttribute("aria-activedescendant", row ? row.id : "");
    row?.classList.add("at");
    row?.scrollIntoView({ block: "nearest" });
  }

  function close() {
    if (!me.open) return;
    me.open = false;
    me.list.hidePopover?.();
    me.list.hidden = true;
    me.input.setAttribute("aria-expanded", "false");
    me.input.value = label();
  }

  function give(codes) {
    me.chosen = codes;
    me.send("chosen", `${Date.now()}\t${codes.join(",")}`); // with the time: the same choice again is a choice again
    me.draw();
  }

  function take(at) {
    const option = me.offered[at];
    if (!option) return;
    if (!several()) give([option.code]);
    else if (me.chosen.length < me.data.most) give([...me.chosen, option.code]);
    close();
  }

  me.draw = () => {
    me.chips.replaceChildren(...(several() ? me.chosen : []).map((code) => {
      const chip = document.createElement("button"), words = (me.options.find((each) => each.code === code) || { words: code }).words;
      chip.type = "button";
      chip.textContent = `${words} ×`;
      chip.setAttribute("aria-label", `${me.data.drop} ${words}`);
      chip.onclick = () => give(me.chosen.filter((each) => each !== code));
      return chip;
    }));
    me.input.placeholder = several() && me.chosen.length >= me.data.most ? me.data.full : me.data.placeholder;
    me.input.disabled = several() && me.chosen.length >= me.data.most;
    if (!me.open) me.input.value = label();
  };

  me.input.onfocus = () => me.input.select();
  me.input.onclick = () => { if (!me.open) show(""); };
  me.input.oninput = () => show(me.input.value);
  me.input.onblur = close;
  me.input.onkeydown = (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) {
      event.preventDefault();
      if (!me.open) show("");
      else move(Math.max(0, Math.min(me.offered.length - 1, me.at + step)));
    } else if (event.key === "Enter" && me.open) {
      event.preventDefault();
      take(me.at);
    } else if (event.key === "Escape") close();
  };
  me.list.onmousedown = (event) => event.preventDefault(); // the field keeps the focus
  me.list.onclick = (event) => take([...me.list.children].indexOf(event.target));
  me.follow = (event) => { if (me.open && event.target !== me.list) place(); };
  addEventListener("scroll", me.follow, true);
  addEventListener("resize", me.follow);
  return me;
}

export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const root = parentElement.querySelector(".chooser");
  const me = (root.chooser ??= setUp(root));
  if (me.raw !== data.options) [me.raw, me.options] = [data.options, parsed(data.options)];
  if (me.told !== data.value) [me.told, me.chosen] = [data.value, data.value ? data.value.split(",") : []];
  me.data = data;
  me.send = setStateValue;
  root.querySelector("label").textContent = data.label;
  me.input.setAttribute("aria-label", data.label);
  me.draw();
  return () => {
    removeEventListener("scroll", me.follow, true);
    removeEventListener("resize", me.follow);
  };
}
