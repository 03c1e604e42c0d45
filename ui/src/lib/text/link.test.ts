import { expect, test } from "vitest";
import { postLink } from "./link";

test("a post's address names the server that has it", () => {
  expect(postLink(7, { kind: "this_computer" })).toBe("hearth://post/7?server=this-computer");
  const at = (address: string) => postLink(7, { kind: "server", address });
  expect(at("https://a.example/hearth/")).toBe("hearth://post/7?server=https://a.example/hearth/");
  expect(at("http://[::1]:8000/")).toBe("hearth://post/7?server=http://%5B::1%5D:8000/");
  const odd = "https://a.example/some%20where/a&b+c/";
  expect(new URL(at(odd)).searchParams.get("server")).toBe(odd);
});
