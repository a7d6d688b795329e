"use strict";
// The page without this script shows all tasks; this lets them be filtered. What is whose was
// reckoned by papi: nothing here decides what an agency has to do.
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);

  // As papi_cli/vietnamese/words.py: case, tones, đ and punctuation do not count.
  const small = (run) => run.toLowerCase().toUpperCase().toLowerCase();
  const casefold = (text) => text.replace(/[^\u0131\u03c2]+/g, small).replace(/\u03c2/g, "\u03c3");
  const listed = (text) => text.match(/[\p{L}\p{N}]+/gu) || [];
  const words = (text) =>
    listed(casefold(text).replace(/[đð]/g, "d").normalize("NFD").replace(/(?!\u034f)\p{Mn}/gu, "")).join(" ");
  const fold = (text) => words(text).replaceAll(" ", "");
  const nameKey = (text) => fold(text).replaceAll("uybannhandan", "ubnd");
  // With its marks, over whichever vowel they stand: xã Văn Lang is not xã Văn Lăng.
  const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
  const spelling = (text) => listed(casefold(text.normalize("NFC"))).map((word) => {
    const bare = word.normalize("NFD");
    return bare.replace(TONES, "") + (bare.match(TONES) || []).join("");
  }).join(" ");
  const COMMITTEE = spelling("ủy ban nhân dân");
  const spellingKey = (text) => spelling(text).replaceAll(COMMITTEE, "ubnd");

  const ROLES = ["lead", "coordinating", "follow_up"];
  const ROLE_WORDS = { lead: "chủ trì", coordinating: "phối hợp", follow_up: "theo dõi" };
  const OWN = -2, WHOLE = -1; // of an agency's statuses: it sent nothing; it sends nothing
  const agencies = data.agencies.map(([name, aliases, symbol, ...places]) => ({
    name, aliases, symbol, roles: places.slice(0, 3), duties: places[3], sent: places[4],
  }));
  const names = new Map(), keys = new Map(), spelt = new Map(), symbols = new Map();
  const note = (map, key, agency) => map.set(key, (map.get(key) || new Set()).add(agency));
  for (const agency of agencies) {
    for (const name of [agency.name, ...agency.aliases]) {
      if (!names.has(name)) names.set(name, agency);
      note(keys, nameKey(name), agency);
      note(spelt, spellingKey(name), agency);
    }
    if (agency.symbol) note(symbols, fold(agency.symbol), agency);
  }

  // As Registry.find: a name, an alias, a symbol, a place for its committee; never a guess.
  const like = (typed) => {
    const found = keys.get(nameKey(typed));
    return found?.size > 1 ? spelt.get(spellingKey(typed)) || found : found;
  };
  const findAgency = (typed) => {
    if (names.has(typed)) return [names.get(typed)];
    if (!fold(typed)) return [];
    return [...(like(typed) || symbols.get(fold(typed)) || like(`UBND ${typed}`) || [])];
  };

  const rows = [...document.querySelectorAll("#table .task")];
  const parts = new Map(); // from a section to its heading's number
  const within = rows.map((row) => {
    const found = [];
    for (let at = row.closest(".part"); at; at = at.parentElement.closest(".part")) {
      found.push(at);
      if (!parts.has(at)) parts.set(at, at.querySelector(":scope > * > .number"));
    }
    return found;
  });
  const mine = rows.map((row) => row.querySelector(".mine"));
  const chips = rows.map((row) => row.querySelector(".status"));
  const replies = rows.map((row) => [...row.querySelectorAll(".replies > li")]);
  const shownMine = rows.map(() => ""), shownChip = chips.map((chip) => chip && chip.classList[1]);
  const duties = [...document.querySelectorAll("#duties .tasks > li")];
  const ids = new Map(data.ids.map((id, at) => [id, at]));
  const folded = rows.map((row) => words(row.querySelector(".text").textContent));
  const texts = data.rows.map((row, item) => (item in data.parts ? words(data.parts[item]) : folded[row]));
  const times = new Map(data.times.map(([name, items]) => [name, new Set(items)]));
  const doubts = new Set(data.doubts || []);
  const inRole = new Map(ROLES.map((role) => [role, new Set(data.roles[role])]));
  const sections = [...document.querySelectorAll("#section option")].map((option) => option.value).filter(Boolean);
  const sectionOf = new Map(); // from "dimension=1" to its tasks
  {
    const held = new Map([...document.querySelectorAll("#table .part")].map((part) => [part, new Set()]));
    within.forEach((found, at) => found.forEach((part) => held.get(part).add(at)));
    [...held.values()].forEach((tasks, at) => sectionOf.set(sections[at], tasks));
  }

  const KEYS = ["search", "agency", "role", "dimension", "subdimension", "deadline", "status", "doubtful", "task"];
  const read = () => {
    const typed = new URLSearchParams(location.hash.slice(1));
    return Object.fromEntries(KEYS.map((key) => [key, typed.get(key) || ""]));
  };
  const address = (state) => {
    const typed = new URLSearchParams();
    for (const key of KEYS) if (state[key]) typed.set(key, state[key]);
    return `#${typed}`;
  };

  // The items of the agency, or all; of a task that it leads only what it leads, as `papi tasks`.
  const itemsOf = (agency, role) => {
    const found = [];
    const led = new Set();
    for (const each of role ? [role] : ["lead", "coordinating"]) {
      const flat = data.lists[agency.roles[ROLES.indexOf(each)]];
      const before = new Set(led);
      for (let at = 0; at < flat.length; at += 2) {
        const row = data.rows[flat[at]];
        if (before.has(row)) continue;
        led.add(row);
        found.push([flat[at], each, flat[at + 1]]);
      }
    }
    return found;
  };
  const letterOf = (agency, row) => {
    if (data.whole === undefined) return "";
    if (!agency || agency.sent === WHOLE) return data.whole[row];
    if (agency.sent === OWN) return "s";
    const letter = data.lists[agency.sent][row];
    return letter === "." ? "s" : letter;
  };

  const select = (state) => {
    const wrong = [];
    let agency = null;
    if (state.agency) {
      const found = findAgency(state.agency);
      if (found.length === 1) agency = found[0];
      else if (found.length) wrong.push(`Tên «${state.agency}» hợp với nhiều cơ quan: ${found.map((each) => each.name).slice(0, 5).join(", ")}; ghi tên đầy đủ.`);
      else wrong.push(`Không có cơ quan nào tên «${state.agency}»; chọn trong danh sách hoặc bấm «Bỏ lọc».`);
    }
    const lookup = (map, key, value) => {
      if (!value) return null;
      if (!map.has(key)) wrong.push(`Không lọc được theo «${value}»; bấm «Bỏ lọc».`);
      return map.get(key) || new Set();
    };
    const role = lookup(inRole, state.role, state.role) && state.role;
    const time = lookup(times, state.deadline, state.deadline);
    const dimension = lookup(sectionOf, `dimension=${state.dimension}`, state.dimension);
    const subdimension = lookup(sectionOf, `subdimension=${state.subdimension}`, state.subdimension);
    const wanted = words(state.search);
    const id = state.search.trim().toLowerCase();
    const visible = new Map();
    if (!wrong.length) {
      const all = agency ? itemsOf(agency, role) : data.rows.map((row, item) => [item, "", 0]);
      for (const [item, as, via] of all) {
        const row = data.rows[item];
        if (visible.has(row)) continue;
        if (!agency && role && !inRole.get(role).has(row)) continue;
        if (dimension && !dimension.has(row)) continue;
        if (subdimension && !subdimension.has(row)) continue;
        if (time && !time.has(item)) continue;
        if (state.doubtful && !doubts.has(item)) continue;
        if (state.status && letterOf(agency, row) !== state.status) continue;
        const own = data.ids[row].toLowerCase();
        if (id && !texts[item].includes(wanted || "\0") && own !== id && !own.startsWith(`${id}.`)) continue;
        visible.set(row, { as, via });
      }
    }
    return { agency, role, visible, wrong };
  };

  const told = (state, found) => {
    if (found.wrong.length) return found.wrong.join(" ");
    const option = (id) => byId(id)?.selectedOptions[0]?.textContent.trim();
    const asked = [
      found.agency && `cơ quan ${found.agency.name}`,
      state.role && `vai trò ${ROLE_WORDS[state.role]}`,
      (state.dimension || state.subdimension) && option("section"),
      state.deadline && `thời gian «${state.deadline}»`,
      state.status && `mức độ ${option("status").toLowerCase()}`,
      state.search && `có chữ «${state.search}»`,
      state.doubtful && "có điểm cần xác minh",
    ].filter(Boolean);
    const about = asked.length ? ` (${asked.join("; ")})` : "";
    const number = found.visible.size;
    const counts = { lead: 0, coordinating: 0, follow_up: 0 };
    if (found.agency) for (const { as } of found.visible.values()) counts[as] += 1;
    const split = [
      counts.lead && `chủ trì ${counts.lead}`,
      counts.coordinating && `${counts.lead ? "chỉ phối hợp" : "phối hợp"} ${counts.coordinating}`,
      counts.follow_up && `theo dõi ${counts.follow_up}`,
    ].filter(Boolean).join(", ");
    const ours = duties.filter((duty) => !duty.hidden).map((duty) => duty.querySelector(".id").textContent);
    const also = found.agency && ours.length ? ` Ngoài bảng còn điểm ${ours.join(", ")} (cuối trang).` : "";
    const count = number ? `${number} nhiệm vụ${about}` : `Không có nhiệm vụ nào${about}`;
    return `${count}${split && `: ${split}`}.${also}`;
  };

  const show = (state) => {
    const found = select(state);
    const totals = new Map([...parts.keys()].map((part) => [part, 0]));
    rows.forEach((row, at) => {
      const answer = found.visible.get(at);
      if (row.hidden === Boolean(answer)) row.hidden = !answer;
      if (!answer) return;
      for (const part of within[at]) totals.set(part, totals.get(part) + 1);
      const own = found.agency && found.agency.sent !== WHOLE; // a group's members speak
      for (const each of replies[at]) each.hidden = own && each.firstElementChild.textContent !== found.agency.name;
      const via = answer.via ? `, qua ${agencies[answer.via - 1].name}` : "";
      const as = answer.as ? `Vai trò: ${ROLE_WORDS[answer.as]}${via}` : "";
      if (shownMine[at] !== as) mine[at].textContent = shownMine[at] = as;
      const letter = letterOf(found.agency, at);
      if (chips[at] && shownChip[at] !== letter) {
        chips[at].className = `status ${letter}`;
        chips[at].textContent = data.letters[letter];
        shownChip[at] = letter;
      }
    });
    const filtered = KEYS.some((key) => key !== "task" && state[key]);
    for (const [part, number] of totals) {
      part.hidden = !number;
      parts.get(part).textContent = filtered ? `(${number})` : "";
    }
    const only = found.agency && new Set(data.lists[found.agency.duties]);
    const narrowed = KEYS.some((key) => !["task", "agency"].includes(key) && state[key]) || found.wrong.length;
    duties.forEach((duty, at) => { duty.hidden = only ? !only.has(at) : false; });
    if (byId("duties")) byId("duties").hidden = Boolean(narrowed && !found.agency) || duties.every((duty) => duty.hidden);
    const count = byId("count");
    count.textContent = told(state, found);
    count.classList.toggle("wrong", found.wrong.length > 0);
    return found;
  };

  const fill = (state) => {
    byId("search").value = state.search;
    byId("agency").value = state.agency;
    byId("role").value = state.role;
    byId("section").value = state.dimension ? `dimension=${state.dimension}` : state.subdimension ? `subdimension=${state.subdimension}` : "";
    byId("deadline").value = state.deadline;
    if (byId("status")) byId("status").value = state.status;
    if (byId("doubtful")) byId("doubtful").checked = Boolean(state.doubtful);
  };
  const typed = () => {
    const [kind, id] = byId("section").value.split(/=(.*)/s);
    return {
      ...Object.fromEntries(KEYS.map((key) => [key, ""])),
      search: byId("search").value.trim(),
      agency: byId("agency").value.trim(),
      role: byId("role").value,
      ...(kind ? { [kind]: id } : {}),
      deadline: byId("deadline").value,
      status: byId("status")?.value || "",
      doubtful: byId("doubtful")?.checked ? "1" : "",
    };
  };

  const openTask = (id) => {
    const row = rows[ids.get(id)];
    if (!row) return;
    row.hidden = false;
    for (const part of within[ids.get(id)]) part.hidden = false;
    row.firstElementChild.open = true;
    row.scrollIntoView({ block: "start" });
    row.querySelector("summary").focus({ preventScroll: true });
  };
  let written = null, arriving = true;
  const follow = () => {
    if (location.hash === written) return;
    clearTimeout(waiting);
    written = location.hash;
    if (location.hash && !location.hash.includes("=")) return; // a place on the page
    const state = read();
    fill(state);
    show(state);
    if (state.task) openTask(state.task);
    else if (arriving && location.hash) byId("nhiem-vu").scrollIntoView();
    else if (document.activeElement.matches("main a")) byId("nhiem-vu").focus();
    arriving = false;
  };
  let waiting = 0; // for the address, while somebody types
  const go = (state, { quietly = false } = {}) => {
    clearTimeout(waiting);
    show(state);
    const next = address(state);
    if (next === (location.hash || "#")) return;
    written = next === "#" ? "" : next;
    if (quietly) location.replace(next);
    else location.hash = next;
  };

  // The agencies to choose from, as they are typed: the pattern of a combobox with a list.
  const box = byId("agency"), list = byId("agencies");
  let active = -1;
  const options = () => [...list.children];
  const close = () => {
    list.hidden = true;
    active = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const MOST = 40;
  const offer = () => {
    const key = nameKey(box.value);
    const fits = agencies.filter((each) => [each.name, ...each.aliases].some((name) => nameKey(name).includes(key)) || (key && fold(each.symbol).startsWith(key)));
    list.replaceChildren(...fits.slice(0, MOST).map((each, at) => {
      const option = document.createElement("li");
      option.id = `agency-${at}`;
      option.role = "option";
      option.setAttribute("aria-selected", "false");
      option.textContent = each.name;
      return option;
    }));
    active = -1;
    box.removeAttribute("aria-activedescendant");
    list.hidden = !fits.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
  };
  const mark = (at) => {
    const all = options();
    if (!all.length) return;
    active = (at + all.length) % all.length;
    all.forEach((option, number) => option.setAttribute("aria-selected", String(number === active)));
    box.setAttribute("aria-activedescendant", all[active].id);
    all[active].scrollIntoView({ block: "nearest" });
  };
  const choose = (name) => {
    box.value = name;
    close();
    go(typed());
  };
  box.addEventListener("input", () => (box.value ? offer() : (close(), go(typed()))));
  box.addEventListener("click", () => list.hidden && offer());
  box.addEventListener("blur", () => {
    close();
    if (box.value.trim() !== read().agency) go(typed());
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) offer();
      mark(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (active >= 0) return choose(options()[active].textContent);
      // Who typed enough for one alone means it.
      const all = options();
      const exact = findAgency(box.value.trim());
      choose(exact.length !== 1 && !list.hidden && all.length === 1 ? all[0].textContent : box.value.trim());
    } else if (event.key === "Escape") {
      close();
    }
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault(); // the box keeps the focus
    if (event.target.role === "option") choose(event.target.textContent);
  });

  byId("search").addEventListener("input", () => {
    show(typed());
    clearTimeout(waiting);
    waiting = setTimeout(() => go(typed(), { quietly: true }), 300);
  });
  for (const id of ["role", "section", "deadline", "status", "doubtful"]) {
    byId(id)?.addEventListener("change", () => go(typed()));
  }
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("clear").addEventListener("click", () => {
    const state = Object.fromEntries(KEYS.map((key) => [key, ""]));
    fill(state);
    go(state);
    byId("search").focus();
  });
  byId("open").addEventListener("click", (event) => {
    const open = event.target.getAttribute("aria-pressed") !== "true";
    event.target.setAttribute("aria-pressed", String(open));
    for (const row of rows) row.firstElementChild.open = open && !row.hidden;
  });
  byId("copy").addEventListener("click", async (event) => {
    const button = event.target, before = button.dataset.before || button.textContent;
    button.dataset.before = before;
    let done = true;
    try {
      await navigator.clipboard.writeText(location.href);
    } catch {
      done = false;
    }
    button.textContent = done ? "Đã chép" : "Chép ở thanh địa chỉ";
    setTimeout(() => { button.textContent = before; }, 2000);
  });

  byId("filters").hidden = false;
  addEventListener("hashchange", follow);
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address is the filter's
    byId("nhiem-vu").focus();
  });
  follow();
})();
