// All slides are here at once: moving from one to the next asks nobody. Where somebody was, and whether
// in light or dark, is kept for this tab, so that a reload or a lost connection comes back to the same.
const NEXT = ["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"];
const BACK = ["ArrowLeft", "ArrowUp", "PageUp", "Backspace"];
const IDLE = 2500, SWIPE = 50, USUAL = 20;

function kept(id, at) {
  try {
    if (at === undefined) return sessionStorage.getItem("cx-slide " + id);
    sessionStorage.setItem("cx-slide " + id, at);
  } catch {
    return null; // a browser that keeps nothing begins at the first slide
  }
}

function typing(event) {
  const at = event.composedPath()[0];
  return at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".cx-stage-host");
  const screen = root.querySelector(".cx-screen"), place = root.querySelector(".cx-place-of-slides");
  const spoken = root.querySelector(".cx-spoken");
  const one = (name) => root.querySelector(`[data-does=${name}]`);
  root.classList.toggle("cx-full", data.full);
  if (root.cxHtml !== data.html) {
    place.innerHTML = data.html;
    root.cxHtml = data.html;
  }
  const slides = [...place.querySelectorAll(".cx-slide")];
  for (const name of ["back", "next", "play"]) one(name).hidden = slides.length < 2;

  function go(to, said = true) {
    const at = Math.min(Math.max(to, 0), slides.length - 1);
    slides.forEach((slide, i) => slide.toggleAttribute("data-on", i === at));
    root.cxAt = at;
    fit(slides[at]);
    root.classList.remove("cx-black");
    for (const id of new Set([data.id, data.leadsTo || data.id])) kept(id, slides[at]?.dataset.key ?? "");
    if (said) spoken.textContent = slides[at]?.ariaLabel ?? "";
    wind();
  }
  const step = (by) => go(root.cxAt + by);
  // What is too tall for its slide is set smaller, down to what the back row can read.
  function fit(slide) {
    const said = slide?.querySelector(".cx-said");
    for (let size = 1; said && size > 0.7; size -= 0.06) {
      slide.style.setProperty("--said", size);
      if (said.scrollHeight <= said.clientHeight + 1) break;
    }
    const held = slide?.querySelector(".cx-table-host, .cx-way, .cx-goals");
    if (!held) return;
    for (let size = 1; size > 0.7; size -= 0.04) {
      slide.style.setProperty("--fit", size);
      if (held.scrollHeight <= held.parentElement.clientHeight) return;
    }
  }

  // Paper is narrower than a screen, and shows the slides that nobody has looked at as well.
  function paper() {
    for (const slide of slides) {
      slide.classList.add("cx-paper");
      fit(slide);
      slide.classList.remove("cx-paper");
    }
  }
  const screened = () => fit(slides[root.cxAt]);

  function wind() {
    clearInterval(root.cxTimer);
    if (root.cxPlays) root.cxTimer = setInterval(() => go((root.cxAt + 1) % slides.length, false), root.cxEvery * 1000);
    one("play").ariaPressed = String(!!root.cxPlays);
    one("play").title = root.cxPlays ? "Pause (P)" : "Advance by itself (P)";
  }
  function play() {
    root.cxPlays = !root.cxPlays;
    wind();
  }
  function large() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  }
  function shade() {
    const dark = !getComputedStyle(screen).colorScheme.includes("dark");
    shaded(dark);
    kept("shade", dark ? "dark" : "light");
  }
  function shaded(dark) {
    root.classList.toggle("cx-dark", dark);
    root.classList.toggle("cx-light", !dark);
  }
  function leave() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (data.full) setTriggerValue("leave", true);
  }
  const does = { next: () => step(1), back: () => step(-1), play, large, shade, leave };

  function key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || typing(event)) return;
    const pressed = event.key, letter = pressed.toLowerCase();
    const button = event.composedPath()[0].tagName === "BUTTON";
    if (button && (pressed === " " || pressed === "Enter")) return;
    if (pressed === " " && event.shiftKey) step(-1);
    else if (NEXT.includes(pressed)) step(1);
    else if (BACK.includes(pressed)) step(-1);
    else if (pressed === "Home") go(0);
    else if (pressed === "End") go(slides.length - 1);
    else if (letter === "f") large();
    else if (letter === "p") play();
    else if (letter === "d" && data.full) shade();
    else if ((letter === "b" || pressed === ".") && data.full) root.classList.toggle("cx-black");
    else if (pressed === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  function awake() {
    root.classList.add("cx-awake");
    root.classList.remove("cx-idle");
    clearTimeout(root.cxIdle);
    root.cxIdle = setTimeout(() => {
      root.classList.remove("cx-awake");
      root.classList.toggle("cx-idle", data.full);
    }, IDLE);
  }

  if (root.cxKey) document.removeEventListener("keydown", root.cxKey, true);
  root.cxKey = key;
  if (data.full) document.addEventListener("keydown", key, true);
  root.onkeydown = data.full ? null : key;
  root.onpointermove = awake;
  for (const button of root.querySelectorAll("button[data-does]")) button.onclick = () => does[button.dataset.does]();
  screen.ontouchstart = (event) => { root.cxFrom = event.changedTouches[0].clientX; };
  screen.ontouchend = (event) => {
    const by = event.changedTouches[0].clientX - root.cxFrom;
    if (Math.abs(by) > SWIPE) step(by < 0 ? 1 : -1);
    awake();
  };
  if (root.cxId !== data.id) {
    // A visit, or a reload: at the slide where this tab was.
    root.cxId = data.id;
    root.cxPlays = data.auto > 0;
    root.cxEvery = data.auto || USUAL;
    const was = slides.findIndex((slide) => slide.dataset.key === kept(data.id));
    root.cxAt = Math.max(was, 0);
    root.classList.toggle("cx-idle", data.full);
    const shown = data.full && kept("shade");
    if (shown) shaded(shown === "dark");
  }
  // A change is seen where it was made.
  const [edited, number] = data.edited ?? ["", 0];
  if (edited && root.cxEdited !== number) {
    root.cxEdited = number;
    const changed = slides.findIndex((slide) => slide.dataset.key === edited);
    if (changed >= 0) root.cxAt = changed;
  }
  go(root.cxAt, false);
  addEventListener("beforeprint", paper);
  addEventListener("afterprint", screened);
  root.cxSized ??= new ResizeObserver(() => fit(place.querySelector(".cx-slide[data-on]")));
  root.cxSized.observe(screen);
  return () => {
    clearInterval(root.cxTimer);
    clearTimeout(root.cxIdle);
    root.cxSized.disconnect();
    removeEventListener("beforeprint", paper);
    removeEventListener("afterprint", screened);
    document.removeEventListener("keydown", root.cxKey, true);
  };
}
