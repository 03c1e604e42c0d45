import { expect, test } from "vitest";
import { anEntry, me } from "../../test/fakes";
import { accountName, distinctName } from "./account-name";

test("the owner's name comes before the account's own", () => {
  const account = { ...me, display_name: "Ada" };
  expect(accountName({ account, label: null })).toBe("Ada");
  expect(accountName({ account, label: "Work" })).toBe("Work");
});

test("names that are the same are told apart by their servers", () => {
  const here = anEntry(me);
  const there = anEntry(me, { server: { kind: "server", address: "https://hearth.example/below/" } });
  const work = anEntry(me, { label: "Work" });
  expect(distinctName(here, [here, there, work])).toBe("ada@example.org · This computer");
  expect(distinctName(there, [here, there, work])).toBe("ada@example.org · hearth.example/below");
  expect(distinctName(work, [here, there, work])).toBe("Work");
});
