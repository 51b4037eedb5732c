/* Reads pages' facts and states of them, and writes what the page's rules make of each: its record, its
   Markdown, each by its SHA-256, and what it doubts. */

"use strict";
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { runInThisContext } = require("node:vm");

const given = JSON.parse(readFileSync(0, "utf8"));
runInThisContext(given.rules);
const rules = Object.fromEntries(Object.entries(given.facts).map(([name, facts]) => [name, rulesFor(facts)]));
const told = (text) => createHash("sha256").update(text).digest("hex");

const made = given.states.map(([name, state]) => [
  told(rules[name].recordOf(state)),
  told(rules[name].markdownOf(state)),
  rules[name].doubts(state.case_ref, state.day),
  rules[name].isCaseRef(state.case_ref),
]);
const hashed = given.texts.map((text) => sha256(text) === createHash("sha256").update(text).digest("hex"));
const tidied = given.texts.map((text) => rules[Object.keys(rules)[0]].tidy(text));
process.stdout.write(JSON.stringify({ made, hashed, tidied }));
