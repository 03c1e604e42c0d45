// Checks that every message exists in every language with the same variables, and that each is used.
import { expect, test } from "vitest";
import { languages, type Message } from "./files";
import { shell } from "./shell";
import { callsIn, choices, fieldsOf, literalsIn, nameOf, sources } from "./source";

/** What a message is asked for by, and with what; null where its arguments are not written out there. */
type Use = { id: string; variables: string[] | null; where: string };

const WORDING = new Set(["t", "tIn", "tAround"]);

const byId = (language: string) =>
  new Map(languages.get(language)?.messages.map((message) => [message.id, message] as const));

const english = byId("en");

const inWindow: Use[] = sources.flatMap(([path, source]) =>
  callsIn(path, source)
    .filter(({ name }) => WORDING.has(name))
    .flatMap(({ name, args, line }) => {
      const [id, filled] = name === "tIn" ? args.slice(1) : args;
      const variables = name === "tAround" ? choices(filled) : filled === undefined ? [] : fieldsOf(filled);
      return (choices(id) ?? []).map((id) => ({ id, variables, where: `${path}:${line}` }));
    }),
);

/** Where a name of a message is computed, it comes from a table: all the strings there that look like one. */
const inTables: Use[] = sources.flatMap(([path, source]) => {
  const computes = callsIn(path, source).some(
    ({ name, args }) => WORDING.has(name) && choices(args[0]) === null,
  );
  return literalsIn(path, source)
    .filter(({ text, around: [node] }) => {
      if (node?.type !== "Property" || !/^[a-z]+(-[a-z0-9]+)+$/.test(text)) return false;
      return computes || nameOf(node["key"] as never) === "message";
    })
    .map(({ text, line }) => ({ id: text, variables: null, where: `${path}:${line}` }));
});

const inShell: Use[] = shell.flatMap(([path, code]) => {
  const ids = [...code.matchAll(/"([a-z]+(?:-[a-z0-9]+)+)"/g)].map(([, id = ""]) => id);
  return ids.filter((id) => english.has(id)).map((id) => ({ id, variables: null, where: path }));
});

/** What the shell words: here a name that no file has is an error, too. */
const wordedInShell: Use[] = shell.flatMap(([path, code]) => {
  const calls = code.matchAll(/\b(?:text|text_with|caused|of_process)\(\s*"([^"]+)"/g);
  return [...calls].map(([, id = ""]) => ({ id, variables: null, where: path }));
});

test("the files hold messages and nothing that cannot be read", () => {
  expect([...languages].flatMap(([, { junk }]) => junk)).toEqual([]);
  expect(english.size).toBeGreaterThan(200);
});

test.each([...languages.keys()])("%s says everything once, and what English says", (language) => {
  const ids = (languages.get(language)?.messages ?? []).map(({ id }) => id);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  const here = new Set(ids);
  expect([...english.keys()].filter((id) => !here.has(id))).toEqual([]);
  expect(ids.filter((id) => !english.has(id))).toEqual([]);
});

test.each([...languages.keys()])(
  "%s fills in what English fills in, and keeps each message in the same file",
  (language) => {
    const of = ({ variables, file }: Message) => ({ file, variables: [...variables].sort() });
    const here = byId(language);
    for (const [id, message] of english) {
      const other = here.get(id);
      if (other) expect({ id, ...of(other) }).toEqual({ id, ...of(message) });
    }
  },
);

test.each([...languages.keys()])(
  "%s has a form for each of its plurals, wherever something is counted",
  (language) => {
    const plurals = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const here = byId(language);
    for (const [id, message] of english) {
      // Where English tells one from many, everybody does.
      for (const { by } of message.choices.filter((choice) => choice.forms.includes("one"))) {
        const mine = here.get(id)?.choices.find((choice) => choice.by === by)?.forms ?? [];
        // Where a language has a form for none, the number itself is as good.
        const covered = new Set(mine.map((form) => (form === "0" ? "zero" : form)));
        expect({ id, lacks: plurals.filter((form) => !covered.has(form)) }).toEqual({ id, lacks: [] });
      }
    }
  },
);

test("what the window and the shell ask for is there", () => {
  const missing = [...inWindow, ...inTables, ...wordedInShell].filter(({ id }) => !english.has(id));
  expect(missing.map(({ id, where }) => `${where}: ${id}`)).toEqual([]);
  expect(inWindow.length).toBeGreaterThan(100);
  expect(wordedInShell.length).toBeGreaterThan(40);
});

test("what the window fills in is what the message wants", () => {
  for (const { id, variables, where } of inWindow) {
    if (variables === null) continue;
    const wants = [...(english.get(id)?.variables ?? [])].sort();
    expect({ where, id, variables: [...variables].sort() }).toEqual({ where, id, variables: wants });
  }
});

test("no message is there for nothing", () => {
  const used = new Set([...inWindow, ...inTables, ...inShell].map(({ id }) => id));
  expect([...english.keys()].filter((id) => !used.has(id))).toEqual([]);
});
