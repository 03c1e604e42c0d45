import { expect, test } from "vitest";
import { Navigation } from "./navigation.svelte";

test("back leads through opened pages to the first list", () => {
  const navigation = new Navigation({ kind: "hot" });
  expect(navigation.canGoBack).toBe(false);
  navigation.open({ kind: "post", id: 1 });
  navigation.open({ kind: "feed", view: { kind: "person", id: 2, email: "grace@example.org" } });
  navigation.open({ kind: "post", id: 3 });
  expect(navigation.view.kind).toBe("person");
  navigation.back();
  navigation.back();
  expect(navigation.current).toEqual({ kind: "post", id: 1 });
  navigation.back();
  navigation.back();
  expect(navigation.current).toEqual({ kind: "feed", view: { kind: "hot" } });
});

test("an open page is not opened again", () => {
  const navigation = new Navigation({ kind: "new" });
  navigation.open({ kind: "post", id: 1 });
  navigation.open({ kind: "post", id: 1 });
  navigation.back();
  expect(navigation.canGoBack).toBe(false);
  navigation.open({ kind: "post", id: 1 });
  navigation.show({ kind: "top" });
  expect([navigation.view.kind, navigation.canGoBack]).toEqual(["top", false]);
});
