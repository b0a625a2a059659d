// What the page does by itself: it sends presses to the server, copies, scrolls to what was cited and keeps the focus.
(() => {
  const copy = async (text) => {
    // Browsers offer the clipboard to https pages alone; an office reaches this page by its address in the network.
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const field = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  };

  const scrollTo = (box, part, share) => {
    box.scrollTop += part.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight * share;
  };

  const act = async (button, element) => {
    const { link, scroll, done } = button.dataset;
    if (scroll) return scrollTo(element.querySelector(".text"), element.querySelector(`#${scroll}`), 0);
    const text = link === undefined ? button.dataset.copy : `${location.origin}${location.pathname}?${link}`;
    if (text === undefined) return;
    await copy(text);
    const label = button.textContent;
    if (label === done) return;
    button.textContent = done;
    setTimeout(() => (button.textContent = label), 1500);
  };

  const key = (button) => JSON.stringify({ ...button.dataset });

  // The files of what was dropped; folders are walked through.
  const walk = async (entry) => {
    if (entry.isFile) {
      const file = await new Promise((give, fail) => entry.file(give, fail));
      return [Object.assign(file, { path: entry.fullPath })];
    }
    const reader = entry.createReader();
    const files = [];
    for (;;) {
      const part = await new Promise((give, fail) => reader.readEntries(give, fail));
      if (!part.length) return files;
      for (const each of part) files.push(...(await walk(each)));
    }
  };
  const dropped = async (items) => {
    const entries = [...items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
    return (await Promise.all(entries.map(walk))).flat();
  };

  const send = async (drop, files, trigger) => {
    const told = drop.querySelector(".sending");
    const batch = crypto.getRandomValues(new Uint32Array(4)).join("-");
    const wanted = files.filter((file) => !file.name.startsWith(".") && !file.name.startsWith("~$"));
    let sent = 0;
    for (const file of wanted) {
      told.textContent = `${drop.dataset.sending} ${++sent}/${wanted.length} ${file.name}`;
      const address = `${drop.dataset.upload}?batch=${batch}&name=${encodeURIComponent(file.path || file.webkitRelativePath || file.name)}`;
      const answer = await fetch(address, { method: "POST", body: file, headers: { "X-Upload": "1" } });
      if (!answer.ok) return (told.textContent = await answer.text());
    }
    told.textContent = "";
    if (wanted.length) trigger("sent", { batch });
  };

  const connectDrop = (element, trigger) => {
    element.addEventListener("change", (event) => {
      const drop = event.target.closest("[data-upload]");
      if (!drop) return;
      send(drop, [...event.target.files], trigger);
      event.target.value = "";
    });
    element.addEventListener("dragover", (event) => event.preventDefault());
    element.addEventListener("drop", async (event) => {
      event.preventDefault();
      const drop = event.target.closest("[data-upload]");
      if (drop) send(drop, await dropped(event.dataTransfer.items), trigger);
    });
  };

  // A draft that was edited is neither taken away unchecked nor thrown away unasked.
  let edited = false;
  let checking = false;
  const unchecked = (is) => document.getElementById("drafting").classList.toggle("unchecked", is);
  addEventListener("input", (event) => {
    if (!event.target.closest(".measure")) return;
    edited = true;
    unchecked(true);
  });
  const sure = () => confirm(document.querySelector("[data-lost]").dataset.lost);
  const mayDraftAnew = () => !edited || sure();
  // Another draft leaves this one as it was last checked.
  const mayLeaveDraft = () => !document.getElementById("drafting").classList.contains("unchecked") || sure();
  const begin = (event) => {
    if (event.target.closest("#draft-begin") && !mayLeaveDraft()) event.stopPropagation();
  };
  addEventListener("click", begin, { capture: true });

  // Closing a source leads back to what opened it.
  let opener = null;

  // The picture of a page is scrolled to what is marked on it, which only the server knows.
  const showPicture = async (picture) => {
    const address = picture.dataset.picture;
    const answer = await fetch(address);
    if (!answer.ok || picture.dataset.picture !== address) return;
    picture.src = URL.createObjectURL(await answer.blob());
    await picture.decode();
    URL.revokeObjectURL(picture.src);
    const box = picture.parentElement;
    box.scrollTop = Number(answer.headers.get("X-Marked-At") ?? 0) * picture.clientHeight - box.clientHeight / 3;
  };

  window.connectArea = (element, trigger, watch, events) => {
    let pressed = null;
    const press = (button) => {
      const form = button.closest("form");
      const fields = form ? Object.fromEntries(new FormData(form)) : {};
      pressed = key(button);
      if (["cite", "near", "look", "read"].includes(button.dataset.event)) opener = button;
      if (button.dataset.event === "shut") opener?.focus();
      if (button.dataset.event === "also" && !mayDraftAnew()) return;
      if (button.dataset.event === "reopen" && !mayLeaveDraft()) return;
      if (button.dataset.event === "edit") checking = true;
      if (events.includes(button.dataset.event)) trigger(button.dataset.event, { ...fields, ...button.dataset });
      else act(button, element);
    };
    element.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-event], button[data-copy], button[data-link], button[data-scroll]");
      if (button && element.contains(button)) press(button);
    });
    connectDrop(element, trigger);
    element.addEventListener("change", (event) => {
      const { checked, dataset, type } = event.target;
      if (type !== "checkbox" || !dataset.event) return;
      if (mayDraftAnew()) trigger(dataset.event, { ...dataset, checked });
      else event.target.checked = !checked;
    });
    element.addEventListener("keydown", (event) => {
      const close = event.key === "Escape" && element.querySelector("button.close");
      if (close) press(close);
    });
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      press(event.target.querySelector("input ~ button[data-event]"));
    });
    const showSource = (source) => {
      const cited = source.querySelector("mark, .cited");
      if (cited) scrollTo(source.querySelector(".text"), cited, 1 / 3);
      for (const picture of source.querySelectorAll("img[data-picture]")) showPicture(picture);
      source.focus({ preventScroll: true });
    };
    let turns = 0;
    const showTurn = () => {
      const all = element.querySelectorAll(".turn");
      const box = element.closest("#transcript");
      if (box && all.length && all.length !== turns) {
        scrollTo(box, all[all.length - 1], 0);
        window.scroll(0, 0); // in a narrow window the list of conversations is below the chat
      }
      turns = all.length;
    };
    const settle = () => {
      // Gradio patches what is there: a field that was touched would keep what it held and not show what was sent.
      for (const box of element.querySelectorAll("input[type=checkbox]")) box.checked = box.defaultChecked;
      for (const field of element.querySelectorAll("textarea")) field.value = field.defaultValue;
      const address = element.querySelector("[data-address]")?.dataset.address;
      if (address) history.replaceState(null, "", `?${address}`);
      const source = element.querySelector(".source");
      // A column that opens has no size yet when its content comes.
      if (source && !source.clientHeight) return requestAnimationFrame(settle);
      if (source) showSource(source);
      showTurn();
      if (element.querySelector(".draft")) {
        edited = edited && checking;
        checking = false;
        unchecked(false);
      }
      // What was pressed is drawn anew by the answer: whoever uses the keyboard goes on from there.
      if (pressed && document.activeElement === document.body)
        [...element.querySelectorAll("button")].find((button) => key(button) === pressed)?.focus();
      pressed = null;
    };
    watch("value", () => requestAnimationFrame(settle));
    requestAnimationFrame(settle);
  };

  // Gradio's label holds the field's buttons too, whose words a screen reader would read as part of its name.
  const name = () => {
    for (const field of document.querySelectorAll("label textarea:not([aria-label])"))
      field.setAttribute("aria-label", field.closest("label").querySelector("[data-testid=block-info]")?.textContent.trim());
  };
  new MutationObserver(name).observe(document, { childList: true, subtree: true });

  // Gradio follows the system's mode; what the reader chose comes before.
  const shade = () => {
    const wanted = localStorage.shade && localStorage.shade === "dark";
    if (localStorage.shade && document.body.classList.contains("dark") !== wanted) document.body.classList.toggle("dark", wanted);
  };
  window.toggleShade = () => {
    localStorage.shade = document.body.classList.contains("dark") ? "light" : "dark";
    shade();
  };
  const keepShade = () => {
    shade();
    new MutationObserver(shade).observe(document.body, { attributeFilter: ["class"] });
  };
  if (document.body) keepShade();
  else addEventListener("DOMContentLoaded", keepShade);
})();
