import { describe, expect, test } from "vitest";
import { plain, render } from "./render";

const MIB = 1024 * 1024;

function html(source: string): string {
  return render(source)
    .map((part) => ("html" in part ? part.html : `[${part.text}]`))
    .join("");
}

/** Everything that is shown, markup aside. */
function shown(source: string): string {
  return render(source)
    .map((part) => ("html" in part ? part.html.replace(/<[^>]*>/g, "") : part.text))
    .join("");
}

describe("what people write", () => {
  test.each([
    ["**bold** _soft_ ~~gone~~", '<p dir="auto"><strong>bold</strong> <em>soft</em> <s>gone</s></p>'],
    ["one\ntwo", '<p dir="auto">one<br>\ntwo</p>'],
    ["# Big", '<h4 dir="auto">Big</h4>'],
    ["##### Small", '<h6 dir="auto">Small</h6>'],
    ["`a<b`", '<p dir="auto"><code>a&lt;b</code></p>'],
    ["> said", '<blockquote dir="ltr">\n<p dir="auto">said</p>\n</blockquote>'],
    ["> قال", '<blockquote dir="rtl">\n<p dir="auto">قال</p>\n</blockquote>'],
    ["[x](https://a.example)", '<p dir="auto"><a href="https://a.example">x</a></p>'],
    ["https://a.example/b", '<p dir="auto"><a href="https://a.example/b">https://a.example/b</a></p>'],
  ])("%s", (source, expected) => {
    expect(html(source).trim()).toBe(expected);
  });

  test("tables keep the side of their columns without a style", () => {
    const table = html("| a | b |\n| - | -: |\n| 1 | 2 |");
    expect(table).toContain('<td dir="auto" align="right">2</td>');
    expect(table).not.toContain("style");
  });

  test("tasks have boxes that nobody can tick", () => {
    const list = html("- [x] bread\n- [ ] soup");
    expect(list).toContain('<input type="checkbox" disabled checked>');
    expect(list).toContain('<input type="checkbox" disabled>');
  });

  test("a word with a dot is no link", () => {
    expect(html("see readme.md or a@b.example")).not.toContain("<a");
  });
});

describe("an address ends where punctuation of any script begins", () => {
  const address = "https://example.com/path";
  test.each([
    "。次の文",
    "、次",
    "」を参照",
    "（作成済み）",
    "）",
    "！",
    "：次",
    "》",
    "،ثم",
    "؟",
    "؛",
    "۔",
    "।",
    "” he said",
    "» dit-il",
    "…",
  ])("%s", (rest) => {
    expect(html(`${address}${rest}`)).toContain(`<a href="${address}">${address}</a>${rest}`);
    expect(html(`(${address}${rest}`)).toContain(`<a href="${address}">${address}</a>${rest}`);
  });

  test("the next address begins behind it", () => {
    expect(html("https://a.example/1。https://b.example/2、").match(/<a /g)).toHaveLength(2);
  });

  test.each(["https://ja.example/日本語", "https://a.example/l·l", "https://a.example/1900–1910/x"])(
    "letters and dashes are a part of it: %s",
    (whole) => {
      expect(html(whole)).toContain(`>${whole}</a>`);
    },
  );
});

describe("what others try", () => {
  test.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)" onclick="alert(1)">x</a>',
    "<svg/onload=alert(1)>",
    "<style>*{display:none}</style>",
    "<iframe src=https://a.example></iframe>",
  ])("HTML is text: %s", (source) => {
    expect(html(source)).not.toMatch(/<(?!\/?(p|br|a)\b)/);
    expect(html(source)).toContain("&lt;");
  });

  test.each([
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "[x](file:///etc/passwd)",
    "[x](tauri://localhost/)",
    "[x](//a.example)",
    "[x](/settings)",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
  ])("no link leads elsewhere than to the web or to mail: %s", (source) => {
    expect(html(source)).not.toMatch(/<a|<button|href|data-picture/);
  });

  test("a picture is an offer, with the words and the site", () => {
    const offer = html('![a "cat"](https://a.example/cat.png)');
    expect(offer).not.toContain("<img");
    expect(offer).toContain('data-picture="https://a.example/cat.png"');
    expect(offer).toContain('data-words="a &quot;cat&quot;"><small>a.example</small>');
  });

  test("what is nested too deep is shown as it was typed, not dropped", () => {
    expect(shown(`before\n\n${">".repeat(500)} the end\n\nafter`)).toContain("the end");
  });

  test("a block that is too large to lay out is shown as it was typed, in parts", () => {
    const table = `|a|\n|-|\n${"|x|\n".repeat(50_000)}`;
    const parts = render(table);
    expect(parts.every((part) => "text" in part && part.text.length <= 8001)).toBe(true);
    expect(shown(table)).toBe(table.trimEnd());
  });

  test.each([
    ["words", "Words **bold** and [a link](https://a.example).\n\n"],
    ["one endless word", "a"],
    ["emphasis that never ends", "*a_ "],
    ["pictures that never end", "![](x "],
    ["quotes", "> "],
    ["lists", "- "],
    ["tables", "|a|b|\n|-|-|\n|x|y|\n\n"],
    ["links", "http://a.example "],
    ["marks", "e\u0301\u0302\u0303"],
  ])(
    "a mebibyte of %s comes in parts of a bearable size, whole",
    (_name, unit) => {
      const source = unit.repeat(MIB / unit.length);
      const parts = render(source);
      for (const part of parts) expect(("html" in part ? part.html : part.text).length).toBeLessThan(250_000);
      expect(parts.length).toBeGreaterThan(0);
    },
    60_000,
  );
});

test("letter by letter nothing is lost, and no character is broken", () => {
  const source = `a${"🔥".repeat(10_000)}`;
  const parts = plain(source).map((part) => ("text" in part ? part.text : ""));
  expect(parts.join("")).toBe(source);
  for (const part of parts) expect(() => encodeURIComponent(part)).not.toThrow();
});
