import { expect, test } from "vitest";
import { findText, firstInView, PLACES_MAX, readText } from "./find";

function found(html: string, wanted: string): string[] {
  const element = document.createElement("section");
  element.innerHTML = html;
  return findText(readText([element]), wanted).map((place) => place.toString());
}

test("finds a text without regard to case, and across marks", () => {
  expect(found("<p>Bread and <b>bre</b>ad, BREAD</p>", "bread")).toEqual(["Bread", "bread", "BREAD"]);
  expect(found("<p>İstanbul and Äpfel</p>", "äpfel")).toEqual(["Äpfel"]);
  expect(found("<p>خبز ساخن</p>", "خبز")).toEqual(["خبز"]);
});

test("finds nothing across two lines, and nothing that can be pressed", () => {
  expect(found("<p>bre</p><p>ad</p><ul><li>bre</li><li>ad</li></ul>", "bread")).toEqual([]);
  expect(found("<p>one <button>Show picture</button> two</p>", "picture")).toEqual([]);
});

test("finds nothing for nothing, and no more than can be shown", () => {
  expect(found("<p>a  b</p>", " ")).toEqual([]);
  expect(found(`<p>${"a ".repeat(5000)}</p>`, "a")).toHaveLength(PLACES_MAX);
});

test("the first place that is not above the window is where one reads", () => {
  const section = document.createElement("section");
  section.innerHTML = Array.from({ length: 200 }, () => `<p style="height: 50px; margin: 0">bread</p>`).join(
    "",
  );
  document.body.append(section);
  const places = findText(readText([section]), "bread");
  window.scrollTo({ top: section.offsetTop + 50 * 120 - 10, behavior: "instant" });
  expect(firstInView(places)).toBe(120);
  window.scrollTo({ top: 0, behavior: "instant" });
  expect(firstInView(places)).toBe(0);
  section.style.marginBlockStart = "-20000px";
  expect(firstInView(places)).toBe(-1);
  section.remove();
});
