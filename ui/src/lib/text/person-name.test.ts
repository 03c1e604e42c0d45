import { expect, test } from "vitest";
import { mixesAlphabets, nameWithAddress, personName } from "./person-name";

test("a person without a name is called by the address", () => {
  expect(personName({ email: "ada@example.org", display_name: "Ada Lovelace" })).toBe("Ada Lovelace");
  expect(personName({ email: "ada@example.org" })).toBe("ada@example.org");
  expect(personName({ email: "ada@example.org", display_name: " " })).toBe("ada@example.org");
});

test("the address tells people of one name apart", () => {
  expect(nameWithAddress({ email: "ada@example.org", display_name: "Ada" })).toBe("Ada (ada@example.org)");
  expect(nameWithAddress({ email: "ada@example.org", display_name: " " })).toBe("ada@example.org");
  expect(nameWithAddress({ email: "ada@example.org" })).toBe("ada@example.org");
});

test("a name turns nothing around, and is cut", () => {
  expect(personName({ email: "a", display_name: "Ada \u202Eecalevol" })).toBe("Ada ecalevol");
  expect(personName({ email: `${"a\u0301".repeat(1)}${"\u0301".repeat(40)}@b` }).length).toBeLessThan(16);
  expect(personName({ email: "x".repeat(10_000) })).toHaveLength(254);
  expect(personName({ email: `${"x".repeat(253)}🦉` })).toBe("x".repeat(253));
});

test.each([
  ["ada@example.org", false],
  ["аda@example.org", true],
  ["ada@exаmple.org", true],
  ["Дмитрий Smith", false],
  ["дмитрий@example.org", false],
  ["山田taro@例え.jp", false],
  ["김kim@example.org", false],
  ["Ada Lovelacе", true],
  ["عائشة", false],
  ["🦉 owl-7", false],
])("%s mixes alphabets: %s", (name, mixed) => {
  expect(mixesAlphabets(name)).toBe(mixed);
});
