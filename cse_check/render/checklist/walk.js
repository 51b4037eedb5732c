
/* The walk: what is on the screen. Every text is put there as text, never as markup. */

(() => {
  const facts = JSON.parse(document.getElementById("facts").textContent);
  const rules = rulesFor(facts);
  const categories = facts.record.catalogue.categories;
  const state = { role: facts.record.role, day: "", case_ref: "", answers: {}, narrative: {} };
  const tooLong = new Set();
  const sections = [];
  let leaving = false;

  const make = (tag, values = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), values);
    made.append(...children.filter((each) => each !== null));
    return made;
  };
  const copy = (id) => document.getElementById(id).content.cloneNode(true);
  const button = (text, press, className = "") => {
    const made = make("button", { type: "button", textContent: text, className });
    made.addEventListener("click", press);
    return made;
  };
  const today = () => {
    const now = new Date(), two = (number) => String(number).padStart(2, "0");
    return `${String(now.getFullYear()).padStart(4, "0")}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };
  const current = () => ({ ...state, day: today() });
  const counted = (n, one, many) => `${n} ${n === 1 ? one : many}`;

  /* A browser writes down what differs from what a control had at first, to restore it after a crash. So
     nothing may differ: what was chosen becomes what it had at first, at every change. */
  const settle = () => {
    for (const each of document.querySelectorAll("input[type=radio]")) each.defaultChecked = each.checked;
    for (const each of document.querySelectorAll("option")) each.defaultSelected = each.selected;
  };

  addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.getElementById("numbers").open = false;
  });

  const isAnything = () => {
    const { answers, narrative } = rules.kept(state);
    return Boolean(Object.keys(answers).length || Object.values(narrative).some(Boolean) || tooLong.size);
  };
  addEventListener("beforeunload", (event) => {
    if (leaving || !(isAnything() || state.case_ref)) return;
    event.preventDefault();
    event.returnValue = true;
  });

  /* Answers */

  const change = (id, changed) => {
    const response = { ...state.answers[id], ...changed };
    for (const name of Object.keys(response)) if (!response[name]) delete response[name];
    state.answers[id] = response;
  };
  const questions = new Map();
  const show = (id) => questions.get(id)();

  const question = (item) => {
    const made = copy("question"), at = (selector) => made.querySelector(selector);
    const set = at("fieldset"), clear = at(".clear"), harm = at(".harm");
    const radios = [...made.querySelectorAll("input")];
    set.id = `q-${item.id}`;
    at("legend").textContent = item.text;
    const words = facts.guide[item.id];
    at(".guide").textContent = words ? `${facts.words.guide}: ${words}` : "";
    at(".remark").textContent = item.note || "";
    for (const each of made.querySelectorAll(".unseen")) each.textContent = `: ${item.text}`;
    for (const radio of radios) {
      radio.name = `answer-${item.id}`;
      radio.addEventListener("click", () => {
        change(item.id, { answer: radio.value, given: null });
        show(item.id);
      });
    }
    clear.addEventListener("click", () => {
      change(item.id, { answer: null, given: null });
      show(item.id);
      radios[0].focus();
    });
    for (const select of made.querySelectorAll("select")) {
      const choices = Object.entries(facts.words[select.name]);
      select.append(...[["", "not said"], ...choices].map(([value, text]) => make("option", { value, textContent: text })));
      select.id = `${select.name}-${item.id}`;
      select.previousElementSibling.htmlFor = select.id;
      select.addEventListener("change", () => {
        change(item.id, { [select.name]: select.value });
        settle();
      });
    }
    typed(at("textarea"), `note-${item.id}`, (text) => change(item.id, { note: text }),
      () => (state.answers[item.id] || {}).note);
    questions.set(item.id, () => {
      const said = state.answers[item.id] || {};
      for (const radio of radios) radio.checked = radio.value === said.answer;
      clear.hidden = !said.answer;
      harm.textContent = said.answer === "yes" && item.urgent
        ? "This may mean harm now. In danger, ring 999; whom else to ring is at the top of this page." : "";
      settle();
    });
    return made;
  };

  /* A typed text is kept only while all of them fit; else what was there before stays, and that is said. */
  const typed = (area, id, keep, before) => {
    const label = area.parentElement.querySelector("label"), error = area.parentElement.querySelector(".error");
    area.id = id;
    label.htmlFor = id;
    error.id = `${id}-error`;
    area.setAttribute("aria-describedby", error.id);
    area.addEventListener("input", () => {
      const old = before() || "";
      keep(area.value);
      const isLong = rules.size(state) > facts.room && rules.tidy(area.value).length > rules.tidy(old).length;
      if (isLong) keep(old);
      error.textContent = isLong ? facts.words.no_room : "";
      area.setAttribute("aria-invalid", String(isLong));
      if (isLong) tooLong.add(id); else tooLong.delete(id);
    });
  };

  /* Steps */

  const go = (index, to = null) => {
    sections.forEach((each, n) => { each.hidden = n !== index; });
    if (sections[index].enter) sections[index].enter();
    notices();
    const target = to ? document.getElementById(to) : sections[index].querySelector("h2");
    scrollTo(0, 0);
    target.focus();
    target.scrollIntoView({ block: to ? "center" : "nearest" });
  };
  const step = (title, aside, ...children) => {
    const head = make("h2", { tabIndex: -1, textContent: title });
    if (aside) head.append(" ", make("span", { className: "aside", textContent: `(${aside})` }));
    const made = make("section", { className: "step", hidden: true }, head, ...children);
    sections.push(made);
    return made;
  };
  const buttons = (index, ...others) => make("p", { className: "buttons" },
    button(index ? "Continue" : "Begin", () => go(index + 1)),
    index ? button("Back", () => go(index - 1), "plain") : null,
    ...others);
  const last = () => sections.length - 1;
  const check = () => last() - 1;

  const notices = () => {
    const day = today();
    const said = [
      rules.overdue(day),
      day < facts.record.catalogue.revision
        ? `This computer's clock says ${rules.written(day)}, which is before this checklist was written. Whatever is saved would have that day.` : "",
      day > facts.until
        ? `This page cannot say how old its sources are after ${rules.written(facts.until)}. Get a new one: nothing can be saved here any more.` : "",
    ].filter(Boolean);
    document.getElementById("notices").replaceChildren(
      ...said.map((text) => make("p", { className: "notice", textContent: text })));
    document.getElementById("revision").textContent = rules.aged("*revision", day);
  };

  const showRole = () => {
    for (const each of document.querySelectorAll("[data-role]")) each.hidden = each.dataset.role !== state.role;
  };
  const doubted = (ref) => rules.doubts(ref, today()).map((doubt) => rules.format(facts.words.doubted, { doubt }));
  const beginning = () => {
    const made = copy("beginning");
    const ref = made.querySelector("#case"), error = made.querySelector("#case-error");
    for (const radio of made.querySelectorAll("input[name=role]")) {
      radio.addEventListener("click", () => {
        state.role = radio.value;
        showRole();
        settle();
      });
    }
    /* Judged only when somebody goes on: what appears on leaving the field would move the button from under
       the pointer. A doubt is told once, and keeps nobody from going on with the same reference. */
    let told = null;
    const judge = () => {
      const given = rules.tidy(ref.value), isRight = !given || rules.isCaseRef(given);
      const doubts = isRight && given ? doubted(given) : [];
      error.textContent = isRight ? doubts.join(" ") : facts.words.no_case_ref.join(" ");
      ref.setAttribute("aria-invalid", String(!isRight));
      const isTold = !doubts.length || told === given;
      told = given;
      return isRight && isTold;
    };
    ref.addEventListener("input", () => {
      const given = rules.tidy(ref.value);
      state.case_ref = rules.isCaseRef(given) ? given : "";
    });
    const begin = button("Begin", () => (judge() ? go(1) : ref.focus()));
    const to = button("Check your answers", () => (judge() ? go(check()) : ref.focus()), "plain");
    step("Before you begin", "", made, make("p", { className: "buttons" }, begin, to));
  };

  const category = (each, n) => {
    const told = make("p", { className: "told", role: "status" });
    let undo = () => {};
    const takeBack = button("Take all of that back", () => undo(), "plain");
    takeBack.hidden = true;
    const rest = button("No to the rest of this category", () => {
      const before = { ...state.answers };
      const open = each.indicators.filter(({ id }) => !(state.answers[id] || {}).answer);
      for (const { id } of open) {
        change(id, { answer: "no", given: "rest" });
        show(id);
      }
      const kept = each.indicators.length - open.length, urgent = open.filter((item) => item.urgent);
      told.textContent = [
        `Answered no: ${open.length}.`,
        kept ? `Left as answered before: ${kept}.` : "",
        urgent.length ? `Marked urgent among them: ${urgent.map((item) => item.text).join("; ")}.` : "",
      ].filter(Boolean).join(" ");
      takeBack.hidden = !open.length;
      undo = () => {
        for (const { id } of open) {
          if ((state.answers[id] || {}).given !== "rest") continue;
          change(id, { answer: (before[id] || {}).answer, given: (before[id] || {}).given });
          show(id);
        }
        told.textContent = "All of that is taken back.";
        takeBack.hidden = true;
        rest.focus();
      };
    }, "plain");
    const index = sections.length;
    step(facts.categories[each.id], `${n + 1} of ${categories.length}`,
      each.note ? make("p", { className: "quiet", textContent: each.note }) : null,
      ...each.indicators.map(question),
      make("div", { className: "rest" }, rest, told, takeBack),
      buttons(index, button("Check your answers", () => go(check()), "plain")));
  };

  const narrative = () => {
    const fields = facts.fields.map((field) => {
      const made = copy("text");
      made.querySelector("label").textContent = field.heading;
      made.querySelector(".quiet").textContent = field.asks;
      typed(made.querySelector("textarea"), `text-${field.name}`,
        (text) => { state.narrative[field.name] = text; }, () => state.narrative[field.name]);
      return made;
    });
    step("Write down more", "optional",
      make("p", { textContent: "All of this is optional. Leave out what does not apply." }),
      ...fields, buttons(sections.length));
  };

  /* Check your answers */

  const checking = () => {
    const shown = make("div");
    const row = (name, text, details, index, to) => make("div", { className: "row" },
      make("dt", { textContent: name }),
      make("dd", {}, make("p", { textContent: text }),
        ...details.map(([label, said]) => make("p", { className: "detail", textContent: label ? `${label}: ${said}` : said }))),
      make("dd", { className: "change" },
        button(`Change`, () => go(index, to), "plain")));
    const labelled = (made, name) => {
      made.querySelector("button").append(make("span", { className: "unseen", textContent: `: ${name}` }));
      return made;
    };
    const answerRow = (item, index) => {
      const said = rules.kept(state).answers[item.id] || {};
      const word = facts.words.answers[said.answer || ""];
      const text = said.given === "rest" ? `${word}, by one ‘no to the rest’` : word;
      return labelled(row(item.text, text, rules.detailsOf(said), index, `q-${item.id}`), item.text);
    };
    const made = step("Check your answers", "", shown, buttons(sections.length));
    made.enter = () => {
      const now = rules.kept(state);
      const general = [
        ["Case reference", state.case_ref || "none given", state.case_ref ? doubted(state.case_ref) : []],
        ["For", facts.roles[state.role].called, []],
      ].map(([name, text, more]) => labelled(row(name, text, more.map((each) => ["", each]), 0, "case"), name));
      const texts = facts.fields.map(({ name, heading }) => labelled(
        row(heading, now.narrative[name] || "not written", [], categories.length + 1, `text-${name}`), heading));
      shown.replaceChildren(
        make("p", { textContent: "A question without an answer is not the same as no. Any answer can be changed." }),
        make("dl", {}, ...general),
        ...categories.flatMap((each, n) => [
          make("h3", { textContent: facts.categories[each.id] }),
          make("dl", {}, ...each.indicators.map((item) => answerRow(item, n + 1))),
        ]),
        make("h3", { textContent: "Written down besides" }),
        make("dl", {}, ...texts));
    };
  };

  /* The summary */

  const link = (href, text) => make("a", { href, textContent: text });
  const detail = ([label, text]) => make("div", { className: "detail" },
    label ? make("span", { className: "quiet", textContent: `${label}: ` }) : null, text);
  const item = ({ text, lead = "", phone = "", href, details = [] }) => make("li", {},
    lead ? make("strong", {}, href ? link(href, phone) : phone, lead.slice(phone.length)) : null,
    lead ? ": " : null, text, ...details.map(detail));
  const shownAs = {
    Heading: ({ text, level, aside }) => make(`h${level + 1}`, { textContent: text },
      aside ? make("span", { className: "aside", textContent: ` (${aside})` }) : null),
    Notice: ({ tone, statement, more = [] }) => make("div", { className: `notice ${tone}` },
      make("p", {}, make("strong", { textContent: statement })),
      ...more.map((text) => make("p", { textContent: text }))),
    Paragraph: ({ text, quiet }) => make("p", { className: quiet ? "quiet" : "", textContent: text }),
    Entries: (block) => make("ul", {}, ...block.entries.map(item)),
    Facts: (block) => make("dl", { className: "facts" }, ...block.facts.map(([label, text]) =>
      make("div", {}, make("dt", { textContent: label }), make("dd", { textContent: text })))),
  };

  const download = (text, ending, type) => {
    const letters = [...crypto.getRandomValues(new Uint8Array(2))].map((each) => each.toString(16).padStart(2, "0"));
    const name = `${facts.record.catalogue.area.id}-${state.day}-${letters.join("")}.${ending}`;
    const address = URL.createObjectURL(new Blob([text], { type }));
    make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    return `Given to the browser to save as ${name}. Look whether it is there before you close this page. Whoever can read that folder can read it.`;
  };
  const margin = () => {
    const text = rules.format(facts.running, {
      case: state.case_ref || "without a reference", day: rules.written(state.day),
    });
    const spelled = text.replace(/[^A-Za-z0-9 ,.-]/gu, (each) => `\\${each.codePointAt(0).toString(16)} `);
    const sheet = document.styleSheets[0];
    if (margin.isThere) sheet.deleteRule(sheet.cssRules.length - 1);
    margin.isThere = true;
    sheet.insertRule(`@page { @bottom-left { content: "${spelled}"; } @bottom-right { content: "Page " counter(page) " of " counter(pages); } }`,
      sheet.cssRules.length);
  };

  const summary = () => {
    const shown = make("div", { className: "summary" });
    const saving = copy("saving"), said = saving.querySelector(".saved");
    const keep = {
      record: () => download(rules.recordOf(state), "json", "application/json"),
      markdown: () => download(rules.markdownOf(state), "md", "text/markdown"),
      print: () => { print(); return ""; },
    };
    const pressed = [...saving.querySelectorAll("[data-save]")];
    for (const each of pressed) {
      each.addEventListener("click", () => { said.textContent = keep[each.dataset.save](); });
    }
    const again = button("Start again with nothing", () => {
      if (!confirm("Everything that was entered here will be gone. Start again?")) return;
      leaving = true;
      location.reload();
    }, "plain");
    const index = sections.length;
    const made = step("Summary", "", saving, shown, make("p", { className: "buttons" },
      button("Back to your answers", () => go(index - 1), "plain"), again));
    made.id = "summary";
    made.enter = () => {
      state.day = today();
      said.textContent = tooLong.size ? "A text was too long and is not in it: go back and look." : "";
      for (const each of pressed) each.disabled = state.day > facts.until && each.dataset.save !== "print";
      shown.replaceChildren(...rules.blocksOf(state).map((block) => shownAs[block.kind](block)));
      margin();
    };
  };

  beginning();
  categories.forEach(category);
  narrative();
  checking();
  summary();
  document.getElementById("steps").replaceChildren(...sections);
  sections[0].hidden = false;
  showRole();
  settle();
  notices();
})();
