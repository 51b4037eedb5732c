"use strict";

/* What becomes of what was answered: the same record and the same Markdown, byte for byte, as cse-check
   makes. All words, patterns and sections come from cse-check; each function here has its twin there. */

function rulesFor(facts) {
  const pattern = Object.fromEntries(
    Object.entries(facts.patterns).map(([name, source]) => [name, new RegExp(source, "gu")]));
  const outer = new RegExp(`^${facts.patterns.space}+|${facts.patterns.space}+$`, "gu");
  const indicators = facts.record.catalogue.categories.flatMap((each) => each.indicators);
  const nothing = { answer: null, when: null, basis: null, note: null };

  /* unseen.tidy */
  const visible = (text) => text.replace(pattern.unseen, (found) =>
    `[U+${found.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}]`);
  const strip = (text) => text.replace(outer, "");
  const tidy = (text) => strip(text.split(pattern.line_end).map((line) => strip(visible(line))).join("\n"));

  /* model.written_date, and what stands in the place of a mark (ages.MARK) on a day */
  const written = (day) => {
    const [year, month, date] = day.split("-").map(Number);
    return `${date} ${facts.months[month - 1]} ${year}`;
  };
  const aged = (name, day) => {
    let [, text] = facts.ages[name][0];
    for (const [from, said] of facts.ages[name]) if (from <= day) text = said;
    return text;
  };
  const onDay = (value, day) => {
    if (typeof value === "string") {
      if (!value.includes("\0")) return value;
      return value.replace(/\0([^\0]+)\0/g, (_, name) => (name === "day" ? written(day) : aged(name, day)));
    }
    if (Array.isArray(value)) return value.map((each) => onDay(each, day));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, onDay(each, day)]));
  };
  const overdue = (day) => (facts.overdue && day > facts.overdue.after ? facts.overdue.says : "");
  const format = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

  /* case_ref.check_case_ref and case_ref.doubts */
  const isCaseRef = (text) => new RegExp(`^(?:${facts.patterns.case_ref})$`, "u").test(text);
  const isNhsNumber = (text) => {
    const digits = [...text].filter((each) => /[0-9]/.test(each)).map(Number);
    const total = digits.slice(0, 9).reduce((sum, digit, place) => sum + (10 - place) * digit, 0);
    return (11 - (total % 11)) % 11 === digits[9];
  };
  const yearOf = (year, month, date) => {
    const day = new Date(Date.UTC(year, month - 1, date));
    return day.getUTCMonth() === month - 1 && day.getUTCDate() === date ? [year] : [];
  };
  const birthYears = (text) => [
    ...[...text.matchAll(pattern.day_first)].flatMap(([, date, month, year]) =>
      yearOf(Number(year) + (year < 100 ? 2000 : 0), Number(month), Number(date))),
    ...[...text.matchAll(pattern.year_first)].flatMap((found) => yearOf(...found.slice(1).map(Number))),
  ];
  const doubts = (text, day) => {
    const telling = facts.words.telling, thisYear = Number(day.slice(0, 4));
    const young = (year) => year <= thisYear && thisYear - year <= facts.oldest;
    return [
      ...([...text.matchAll(pattern.ten_digits)].some(([found]) => isNhsNumber(found)) ? [telling.nhs_number] : []),
      ...(birthYears(text).some(young) ? [telling.birth] : []),
      ...(/[0-9]/.test(text) ? [] : [telling.name]),
    ];
  };

  /* What was said, as cse-check keeps it: typed texts tidied, what says nothing left out. A state is
     {role, day, case_ref, answers: {id: response}, narrative: {field: text}}. */
  const responseOf = (said) => {
    const kept = { ...nothing, note: tidy(said.note || "") || null };
    for (const name of ["answer", "when", "basis"]) kept[name] = said[name] || null;
    return said.given ? { ...kept, given: said.given } : kept;
  };
  const kept = (state) => ({
    ...state,
    case_ref: state.case_ref || null,
    answers: Object.fromEntries(indicators
      .map(({ id }) => [id, responseOf(state.answers[id] || nothing)])
      .filter(([, said]) => Object.values(said).some((each) => each !== null))),
    narrative: Object.fromEntries(facts.fields.map(({ name }) => [name, tidy(state.narrative[name] || "") || null])),
  });
  const bytes = (text) => new TextEncoder().encode(text).length;
  const size = (state) => {
    const { answers, narrative } = kept(state);
    const texts = [...Object.values(answers).map((said) => said.note), ...Object.values(narrative)];
    return texts.reduce((sum, text) => sum + bytes(text || ""), 0);
  };

  /* screening.Screening.items */
  const answerTo = (state, id) => (state.answers[id] || nothing).answer;
  const itemsOf = (state, answer, urgent = false) => indicators.filter((each) =>
    answerTo(state, each.id) === answer && (each.urgent || !urgent));
  const idsOf = (...wanted) => itemsOf(...wanted).map((each) => each.id);

  /* record.as_record and record.digest */
  const canonical = (value, top = false) => {
    if (Array.isArray(value)) return value.map((each) => canonical(each));
    if (typeof value === "string") return [value, false];
    if (value === null || typeof value !== "object") return [String(value), true];
    return Object.entries(value).filter(([name]) => !(top && name === "digest"))
      .map(([name, each]) => [name, canonical(each)]);
  };
  const digestOf = (record) => sha256(JSON.stringify(canonical(record, true)));
  const recordOf = (given) => {
    const state = kept(given);
    const record = onDay(facts.record, state.day);
    Object.assign(record, {
      case_ref: state.case_ref,
      screened_on: state.day,
      role: state.role,
      flagged: idsOf(state, "yes"),
      not_known: idsOf(state, "not-known"),
      unanswered: idsOf(state, null),
      answered_no: idsOf(state, "no"),
      narrative: state.narrative,
      answers: state.answers,
    });
    record.urgent.indicators = idsOf(state, "yes", true);
    record.whom_to_ring.contacts = onDay(facts.roles[state.role].contacts, state.day);
    record.digest = digestOf(record);
    return `${JSON.stringify(record, null, 2)}\n`;
  };

  /* summary.summary, from the same list of sections */
  const heading = (text, level, aside) => ({ kind: "Heading", text, level, aside });
  const paragraph = (text, quiet = false) => ({ kind: "Paragraph", text, quiet });
  const word = (name, value) => (value && facts.words[name] ? facts.words[name][value] : value);
  const detailsOf = (said) => Object.entries(facts.words.details)
    .map(([name, label]) => [label, word(name, said[name])])
    .filter(([, text]) => text);
  const entry = (state, item, before = []) =>
    ({ text: item.text, details: [...before, ...detailsOf(state.answers[item.id] || nothing)] });
  const entries = (state, items) => ({ kind: "Entries", entries: items.map((item) => entry(state, item)) });
  const guide = ({ id }) => (facts.guide[id] ? [[facts.words.guide, facts.guide[id]]] : []);
  const names = (items) => items.map((each) => each.text).join(facts.words.between);

  const groups = (section, state) => facts.record.catalogue.categories.flatMap((category) => {
    const items = category.indicators.filter((each) => answerTo(state, each.id) === section.answer);
    if (!items.length) return [];
    const aside = format(facts.words.count, { n: items.length, m: category.indicators.length });
    return [
      heading(facts.categories[category.id], 3, aside),
      ...(category.note ? [paragraph(category.note, true)] : []),
      { kind: "Entries", entries: items.map((item) => entry(state, item, guide(item))) },
    ];
  });
  const named = (section, state, items) => {
    const isRest = (item) => state.answers[item.id].given === "rest";
    const own = items.filter((item) => !isRest(item)), rest = items.filter(isRest);
    const detailed = items.filter((item) => detailsOf(state.answers[item.id]).length);
    return [
      ...(own.length ? [paragraph(format(section.names, { names: names(own) }))] : []),
      ...(rest.length ? [paragraph(format(section.rest, { names: names(rest) }))] : []),
      ...(items.length ? [] : [paragraph(section.none)]),
      ...(detailed.length ? [entries(state, detailed)] : []),
    ];
  };
  const shapes = {
    list: (section, state, items) => (items.length ? [entries(state, items)] : [paragraph(section.none)]),
    groups: (section, state, items) => [...groups(section, state), ...(items.length ? [] : [paragraph(section.none)])],
    names: named,
  };

  const sections = {
    about: (section, state) => {
      const said = { case_ref: state.case_ref, day: written(state.day), role: facts.roles[state.role].called };
      const shown = section.facts.map((fact) => [fact.label, said[fact.said] || fact.without]);
      return [{ kind: "Facts", facts: shown.filter(([, text]) => text) }];
    },
    fixed: (section, state) => facts.roles[state.role][section.part]
      .filter((block) => !block.after || state.day > block.after)
      .map((block) => onDay(block, state.day)),
    items: (section, state) => {
      const items = itemsOf(state, section.answer, section.urgent);
      if (!items.length && !section.none) return [];
      const whole = section.whole === "asked" ? indicators.length : itemsOf(state, "yes").length;
      return [
        heading(section.heading, 2, format(section.count, { n: items.length, m: whole })),
        ...(items.length && section.lead ? [paragraph(section.lead)] : []),
        ...shapes[section.shape](section, state, items),
      ];
    },
    texts: (section, state) => {
      const told = facts.fields.filter(({ name }) => state.narrative[name]);
      return told.length === 0 ? [] : [heading(section.heading, 2), ...told.flatMap((field) => [
        heading(field.heading, 3),
        ...state.narrative[field.name].split("\n").filter(Boolean).map((line) => paragraph(line)),
      ])];
    },
  };
  const blocksOf = (given) => {
    const state = kept(given);
    return facts.sections.flatMap((section) => sections[section.type](section, state));
  };

  /* render.markdown */
  const escape = (text) => text.split(pattern.space).filter(Boolean).join(" ").replace(pattern.inline, "\\$&");
  const escapeLine = (text) => escape(text).replace(pattern.at_start, "$1\\$2");
  const entryLines = ({ text, lead, details = [] }) => [
    lead ? `- **${escape(lead)}**: ${escape(text)}` : `- ${escapeLine(text)}`,
    ...details.flatMap(([label, said]) => {
      const [first, ...rest] = said.split("\n").filter((line) => strip(line));
      return [
        label ? `  - ${escape(label)}: ${escape(first)}` : `  - ${escapeLine(first)}`,
        ...rest.flatMap((line) => ["", `    ${escapeLine(line)}`]),
      ];
    }),
  ];
  const lines = {
    Heading: ({ text, level, aside }) =>
      `${"#".repeat(level)} ${escape(text)}${aside ? ` (${escape(aside)})` : ""}`,
    Notice: ({ statement, more = [] }) =>
      [`**${escape(statement)}**`, ...more.map(escapeLine)].map((line) => `> ${line}`).join("\n>\n"),
    Paragraph: ({ text }) => escapeLine(text),
    Entries: (block) => block.entries.flatMap(entryLines).join("\n"),
    Facts: (block) => block.facts.map(([label, text]) => `* ${escape(label)}: ${escape(text)}`).join("\n"),
  };
  const markdownOf = (state) =>
    `${[`# ${escape(facts.title)}`, ...blocksOf(state).map((block) => lines[block.kind](block))].join("\n\n")}\n`;

  return {
    aged, blocksOf, detailsOf, doubts, format, indicators, isCaseRef, kept, markdownOf, overdue, recordOf, sha256, size, tidy,
    written,
  };
}

/* FIPS 180-4. A browser's own is there only on secure pages, and a file is none for all of them. */
function sha256(text) {
  const { rounds, start } = sha256.constants;
  const data = new TextEncoder().encode(text);
  const padded = new Uint8Array(((data.length + 72) >> 6) << 6);
  padded.set(data);
  padded[data.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(data.length / 2 ** 29));
  view.setUint32(padded.length - 4, (data.length * 8) >>> 0);
  const turned = (word, by) => (word >>> by) | (word << (32 - by));
  const hash = Int32Array.from(start), words = new Int32Array(64), keys = Int32Array.from(rounds);
  for (let at = 0; at < padded.length; at += 64) {
    for (let i = 0; i < 16; i += 1) words[i] = view.getInt32(at + 4 * i);
    for (let i = 16; i < 64; i += 1) {
      const one = words[i - 15], two = words[i - 2];
      const s0 = turned(one, 7) ^ turned(one, 18) ^ (one >>> 3);
      const s1 = turned(two, 17) ^ turned(two, 19) ^ (two >>> 10);
      words[i] = words[i - 16] + s0 + words[i - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = hash;
    for (let i = 0; i < 64; i += 1) {
      const s1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + keys[i] + words[i]) | 0;
      const s0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0;
      d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => { hash[i] += word; });
  }
  return [...hash].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

sha256.constants = {
  start: [
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
  ],
  rounds: [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
  ],
};
