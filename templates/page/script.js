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
    name, aliases, symbol, roles: places.slice(0, 3), duties: places[3], sent: places[4], late: places[5],
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

  // As Registry.nearest, which measures likeness as difflib does: what both share, by longest runs.
  const shared = (one, other) => {
    if (!one || !other) return 0;
    let most = 0, from = 0, at = 0, before = [];
    for (let i = 0; i < one.length; i += 1) {
      const runs = [];
      for (let j = 0; j < other.length; j += 1) {
        if (one[i] !== other[j]) continue;
        runs[j] = (before[j - 1] || 0) + 1;
        if (runs[j] > most) [most, from, at] = [runs[j], i - runs[j] + 1, j - runs[j] + 1];
      }
      before = runs;
    }
    if (!most) return 0;
    return most + shared(one.slice(0, from), other.slice(0, at)) + shared(one.slice(from + most), other.slice(at + most));
  };
  const LONGEST = 100, LIKE = 0.6, NEAREST = 5;
  const nearest = (typed) => {
    const key = nameKey(typed);
    if (!key) return [];
    const known = [...keys.keys()];
    const close = key.length > LONGEST ? [] : known
      .map((each) => [(2 * shared(each, key)) / (each.length + key.length), each])
      .filter(([likeness]) => likeness >= LIKE)
      .sort(([one, a], [other, b]) => other - one || (a < b ? 1 : -1))
      .slice(0, 2 * NEAREST)
      .map(([, each]) => each);
    const found = [...known.filter((each) => each.includes(key)), ...close];
    return [...new Set(found.map((each) => [...keys.get(each)][0].name))].slice(0, NEAREST);
  };

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
  for (const row of rows) row.removeAttribute("id"); // addresses are followed here
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
  const leads = rows.map((row) => new Set(row.querySelector(".lead").textContent.replace(/^Chủ trì: /, "").split("; ")));
  const overdue = rows.map((row) => row.querySelector(".overdue"));
  const overdueText = overdue.map((each) => each?.textContent);
  const lateAtAll = new Set(overdue.flatMap((each, at) => (each ? [at] : [])));
  const OVERDUE = "q"; // beside the letters for how far a task is
  const shownMine = rows.map(() => ""), shownChip = chips.map((chip) => chip && chip.classList[1]);
  const duties = [...document.querySelectorAll("#duties .tasks > li")];
  const ids = new Map(data.ids.map((id, at) => [id, at]));
  const folded = rows.map((row) => words(row.querySelector(".text").textContent));
  const texts = data.rows.map((row, item) => (item in data.parts ? words(data.parts[item]) : folded[row]));
  const times = new Map(data.times.map(([name, items]) => [name, new Set(items)]));
  const dated = new Set(data.times.filter(([, , days]) => days).map(([name]) => name));
  const standing = new Set(data.standing), undated = new Set(data.undated);
  const UNCLEAR = "Thời gian chưa rõ";
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
  const idKeys = new Map(data.ids.map((id) => [id.toLowerCase(), id]));
  const read = () => {
    const hash = location.hash.slice(1);
    const state = Object.fromEntries(KEYS.map((key) => [key, ""]));
    if (!hash) return state;
    if (!hash.includes("=")) return { ...state, task: decoded(hash) };
    const typed = new URLSearchParams(hash);
    for (const key of KEYS) state[key] = typed.get(key) || "";
    state.unknown = [...typed.keys()].filter((key) => !KEYS.includes(key)).join(", ");
    return state;
  };
  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
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
  const isLate = (agency, row) =>
    !agency || !(agency.late >= 0) ? lateAtAll.has(row) : data.lists[agency.late].includes(row);
  const letterOf = (agency, row) => {
    if (data.whole === undefined) return "";
    if (!agency || agency.sent === WHOLE) return data.whole[row];
    if (agency.sent === OWN) return "s";
    const letter = data.lists[agency.sent][row];
    return letter === "." ? "s" : letter;
  };

  const under = (id, typed) => id.toLowerCase() === typed || id.toLowerCase().startsWith(`${typed}.`);
  const idTyped = (text) => {
    const typed = text.trim().toLowerCase().replace(/\.$/, "");
    return typed && data.ids.some((id) => under(id, typed)) ? typed : "";
  };

  // What only the time keeps out, as `papi tasks` says it.
  const excluded = (state, found) => {
    if (!state.deadline || state.deadline === UNCLEAR || found.wrong.length) return "";
    const others = [...select({ ...state, deadline: "" }).visible.keys()].filter((row) => !found.visible.has(row)).sort((a, b) => a - b);
    const unclear = others.filter((row) => undated.has(row));
    const always = dated.has(state.deadline) ? others.filter((row) => standing.has(row) && !undated.has(row)).length : 0;
    return (always ? ` Chưa kể ${always} nhiệm vụ thường xuyên, định kỳ.` : "")
      + (unclear.length ? ` Chưa kể nhiệm vụ có thời gian chưa rõ: ${unclear.map((row) => data.ids[row]).join(", ")}.` : "");
  };

  const select = (state) => {
    const wrong = [];
    let agency = null;
    if (state.agency) {
      const found = findAgency(state.agency);
      if (found.length === 1) agency = found[0];
      else if (found.length) wrong.push(`Tên «${state.agency}» hợp với nhiều cơ quan: ${found.map((each) => each.name).slice(0, 5).join(", ")}; ghi tên đầy đủ.`);
      else {
        const near = nearest(state.agency).map((name) => `«${name}»`).join(", ");
        wrong.push(`Không có cơ quan nào tên «${state.agency}»${near && `; gần nhất là ${near}`}.`);
      }
    }
    if (state.unknown) wrong.push(`Trang không lọc được theo «${state.unknown}» ghi ở địa chỉ; bấm «Bỏ lọc».`);
    if (state.task && !idKeys.has(state.task.toLowerCase())) wrong.push(`Không có nhiệm vụ «${state.task}»; bấm «Bỏ lọc» để thấy mọi nhiệm vụ.`);
    const lookup = (map, key, value) => {
      if (!value) return null;
      if (!map.has(key)) wrong.push(`Không lọc được theo «${value}»; bấm «Bỏ lọc».`);
      return map.get(key) || new Set();
    };
    const role = lookup(inRole, state.role, state.role) && state.role;
    const time = lookup(times, state.deadline, state.deadline);
    const dimension = lookup(sectionOf, `dimension=${state.dimension}`, state.dimension);
    const subdimension = lookup(sectionOf, `subdimension=${state.subdimension}`, state.subdimension);
    // Who types the id of a task or of a section means that; all else is looked for in the text.
    const id = idTyped(state.search);
    const wanted = words(state.search);
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
        if (state.status && !(state.status === OVERDUE ? isLate(agency, row) : letterOf(agency, row) === state.status)) continue;
        if (id ? !under(data.ids[row], id) : state.search.trim() && !texts[item].includes(wanted)) continue;
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
      state.search && (idTyped(state.search) ? `mã số ${idTyped(state.search)}` : `có chữ «${state.search}»`),
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
    const taken = suggestion && found.agency?.name === suggestion.name ? ` Đã lấy gợi ý ${suggestion.name} cho «${suggestion.typed}».` : "";
    return `${count}${split && `: ${split}`}.${taken}${excluded(state, found)}${also}`;
  };
  let suggestion = null; // what somebody typed who meant the only one that was offered

  // How far an agency is, by what it sent.
  const tallied = (found) => {
    const { agency } = found;
    if (!agency || agency.sent === undefined || agency.sent === WHOLE || found.wrong.length) return "";
    const own = new Map(itemsOf(agency, "").map(([item]) => [data.rows[item], item]));
    const late = agency.late >= 0 ? [...own.keys()].filter((row) => isLate(agency, row)).length : null;
    const past = late === null ? "" : `quá hạn ${late}`;
    if (agency.sent === OWN) return `${agency.name} chưa có số liệu${past && `; ${past}`}.`;
    const counts = {};
    for (const row of own.keys()) {
      const letter = letterOf(agency, row);
      counts[letter] = (counts[letter] || 0) + 1;
    }
    const said = Object.keys(data.letters).filter((letter) => counts[letter]).map((letter) => `${data.letters[letter].toLowerCase()} ${counts[letter]}`);
    return `Tiến độ của ${agency.name}: ${[...said, past].filter(Boolean).join(", ")}.`;
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
      const named = answer.via ? agencies[answer.via - 1].name : found.agency?.name;
      const said = answer.as === "lead" && leads[at].has(named); // in the line above
      const as = answer.as && !said ? `Vai trò: ${ROLE_WORDS[answer.as]}${via}` : "";
      if (shownMine[at] !== as) mine[at].textContent = shownMine[at] = as;
      if (overdue[at]) {
        const own = found.agency?.late >= 0;
        overdue[at].hidden = own && !isLate(found.agency, at);
        overdue[at].textContent = own ? "Quá hạn" : overdueText[at];
      }
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
    const tally = tallied(found);
    byId("tally").textContent = tally;
    byId("tally").hidden = !tally;
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
    const row = rows[ids.get(idKeys.get(id.toLowerCase()))];
    row.hidden = false;
    for (const part of within[rows.indexOf(row)]) part.hidden = false;
    row.firstElementChild.open = true;
    row.scrollIntoView({ block: "start" });
    row.querySelector("summary").focus({ preventScroll: true });
  };
  let written = null, arriving = true;
  const follow = () => {
    if (location.hash === written) return;
    clearTimeout(waiting);
    written = location.hash;
    const place = byId(decoded(location.hash.slice(1)));
    if (place) { // on the page, in what may be closed
      for (let at = place; at; at = at.parentElement) if (at.matches("details")) at.open = true;
      place.scrollIntoView();
      return;
    }
    const state = read();
    fill(state);
    show(state);
    if (state.task && idKeys.has(state.task.toLowerCase())) openTask(state.task);
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
  const options = () => [...list.querySelectorAll("li:not(.more)")];
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
    const more = document.createElement("li");
    more.role = "option";
    more.className = "more";
    more.setAttribute("aria-disabled", "true");
    more.textContent = `và ${fits.length - MOST} cơ quan khác; gõ thêm chữ`;
    list.replaceChildren(...fits.slice(0, MOST).map((each, at) => {
      const option = document.createElement("li");
      option.id = `agency-${at}`;
      option.role = "option";
      option.setAttribute("aria-selected", "false");
      option.textContent = each.name;
      return option;
    }), ...(fits.length > MOST ? [more] : []));
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
  box.addEventListener("input", () => { suggestion = null; });
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
      const only = exact.length !== 1 && !list.hidden && all.length === 1;
      suggestion = only ? { typed: box.value.trim(), name: all[0].textContent } : null;
      choose(only ? all[0].textContent : box.value.trim());
    } else if (event.key === "Escape") {
      close();
    }
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault(); // the box keeps the focus
    if (event.target.matches("li:not(.more)")) choose(event.target.textContent);
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
