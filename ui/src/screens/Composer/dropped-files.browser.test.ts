// Files that are dropped on the window.
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { aPost, aStatus } from "../../test/fakes";
import { button, feedOf, field, open } from "../../test/window";

const line = () => button("Write a post…");
const aText = (name: string, text: string) => ({ name, content: { kind: "text" as const, text } });

/** The middle of a place in the text, as the engine lays it out in a copy of it. */
function dragTo(x: number, y: number) {
  document
    .elementFromPoint(x, y)
    ?.dispatchEvent(new DragEvent("dragover", { clientX: x, clientY: y, bubbles: true, cancelable: true }));
}

test("inserts dropped text files, and refuses others", async () => {
  const { drop } = await open(aStatus(), feedOf(aPost(1)));
  await expect.element(line()).toBeVisible();
  drop(
    { name: "a.md", content: { kind: "text", text: "# Flour" } },
    { name: "a.png", content: { kind: "picture" } },
    { name: "a.out", content: { kind: "no_text" } },
  );
  await expect.element(field("Content")).toHaveValue("# Flour");
  await expect.element(page.getByText("Pictures can’t be uploaded.")).toBeVisible();
  await expect.element(page.getByText("“a.out” isn’t a text file")).toBeVisible();
  await expect.element(page.getByText("Added “a.md”.")).toBeVisible();
  drop(aText("b.txt", "and water\n"));
  await expect.element(field("Content")).toHaveValue("# Flour\n\nand water");
  await expect.element(page.getByText("Added “b.txt”.")).toBeVisible();
  await expect.element(page.getByText("Pictures can’t be uploaded.")).not.toBeInTheDocument();
});

test("refuses a dropped file where no form is open", async () => {
  const { drop } = await open(aStatus({ account: null }));
  await expect.element(button("Sign in")).toBeVisible();
  drop({ name: "a.md", content: { kind: "text", text: "# Flour" } });
  await expect
    .element(page.getByText("To add a text file, drop it on a post you are writing."))
    .toBeVisible();
});

test("a file goes to where it is dropped in the text, as a paragraph of its own", async () => {
  const { drop } = await open(aStatus(), feedOf(aPost(1)));
  await line().click();
  await field("Content").fill("one\ntwo\nthree");
  const box = field("Content").element().getBoundingClientRect();
  const { lineHeight, paddingTop, paddingLeft } = getComputedStyle(field("Content").element());
  const height = Number.parseFloat(lineHeight);
  // Behind the second line, while the caret is behind the third.
  dragTo(
    box.left + Number.parseFloat(paddingLeft) + 150,
    box.top + Number.parseFloat(paddingTop) + height * 1.5,
  );
  drop(aText("a.md", "Flour"));
  await expect.element(field("Content")).toHaveValue("one\ntwo\n\nFlour\n\nthree");
  await userEvent.keyboard("!");
  await expect.element(field("Content")).toHaveValue("one\ntwo\n\nFlour!\n\nthree");
  // Beside the text it goes to the end.
  const title = field("Title").element().getBoundingClientRect();
  dragTo(title.left + 10, title.top + 10);
  drop(aText("b.md", "Water"), aText("c.md", "Salt"));
  await expect.element(field("Content")).toHaveValue("one\ntwo\n\nFlour!\n\nthree\n\nWater\n\nSalt");
  await expect.element(page.getByText("Added 2 files.")).toBeVisible();
});

test("a file goes to where it is dropped in a text that is scrolled", async () => {
  const { drop } = await open(aStatus(), feedOf(aPost(1)));
  await line().click();
  await field("Content").fill(
    Array.from({ length: 300 }, (_, at) => `line ${at} ${"word ".repeat(30)}`).join("\n\n"),
  );
  const area = field("Content").element() as HTMLTextAreaElement;
  area.scrollTop = 4000;
  const box = area.getBoundingClientRect();
  dragTo(box.left + 60, box.top + box.height / 2);
  drop(aText("a.md", "HERE"));
  await vi.waitFor(() => {
    expect(area.value).toContain("HERE");
  });
  // It is in view where it was dropped.
  await vi.waitFor(() => {
    const share = area.value.indexOf("HERE") / area.value.length;
    const shown = (area.scrollTop + box.height / 2) / area.scrollHeight;
    expect(Math.abs(share - shown)).toBeLessThan(0.02);
  });
});

test("a file that is dropped on the list goes behind the text that was begun", async () => {
  const { drop } = await open(aStatus(), feedOf(aPost(1)));
  await line().click();
  await field("Content").fill("Flour");
  await userEvent.keyboard("{Escape}");
  await expect.element(field("Content")).not.toBeInTheDocument();
  dragTo(400, 400);
  drop(aText("a.md", "Water"));
  await expect.element(field("Content")).toHaveValue("Flour\n\nWater");
  await expect.element(page.getByText("Added “a.md”.")).toBeVisible();
});

test("a text that is many times as long as a post is refused before it holds up the window", async () => {
  const { drop } = await open(aStatus(), feedOf(aPost(1)));
  await line().click();
  await field("Content").fill("Flour");
  drop(aText("novel.md", "word ".repeat(50_000)));
  await expect.element(page.getByText("“novel.md” is longer than a post can be.")).toBeVisible();
  await expect.element(field("Content")).toHaveValue("Flour");
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", "word ".repeat(50_000));
  const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  field("Content").element().dispatchEvent(paste);
  expect(paste.defaultPrevented).toBe(true);
  await expect
    .element(page.getByText("The text on the clipboard is longer than a post can be."))
    .toBeVisible();
});
