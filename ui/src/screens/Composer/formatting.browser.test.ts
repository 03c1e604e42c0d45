// The tools of the composer and the keys in its text.
import { expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { AccountCommands } from "$lib/ipc";
import { aPost, aStatus } from "../../test/fakes";
import { button, feedOf, field, open } from "../../test/window";

const line = () => button("Write a post…");

/** Opens the sheet with this in its text, all of it selected. */
async function writing(text: string) {
  await open(aStatus(), feedOf(aPost(1)));
  await line().click();
  await field("Content").fill(text);
  await userEvent.keyboard("{Control>}a{/Control}");
}

test.each([
  ["Bold", "b", "**Flour**"],
  ["Italic", "i", "*Flour*"],
  ["Link", "k", "[Flour](https://)"],
  ["Code", "e", "`Flour`"],
])("%s is made by Ctrl+%s and by its button, and undone", async (name, key, expected) => {
  await writing("Flour");
  await userEvent.keyboard(`{Control>}${key}{/Control}`);
  await expect.element(field("Content")).toHaveValue(expected);
  await userEvent.keyboard("{Control>}z{/Control}");
  await expect.element(field("Content")).toHaveValue("Flour");
  await userEvent.keyboard("{Control>}a{/Control}");
  await button(name).click();
  await expect.element(field("Content")).toHaveValue(expected);
  await expect.element(field("Content")).toHaveFocus();
  await button(name).click();
  await expect.element(field("Content")).toHaveValue("Flour");
});

test.each([
  ["Bulleted list", "- Flour\n- Water"],
  ["Numbered list", "1. Flour\n2. Water"],
  ["Quote", "> Flour\n> Water"],
])("%s is about all lines, and goes again", async (name, expected) => {
  await writing("Flour\nWater");
  await button(name).click();
  await expect.element(field("Content")).toHaveValue(expected);
  await button(name).click();
  await expect.element(field("Content")).toHaveValue("Flour\nWater");
});

test("Tab leads from the title to the text, so that no word is lost", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await line().click();
  await expect.element(field("Title")).toHaveFocus();
  await userEvent.keyboard("Bread{Tab}Flour{Tab}");
  await expect.element(field("Title")).toHaveValue("Bread");
  await expect.element(field("Content")).toHaveValue("Flour");
  await expect.element(field("Content")).not.toHaveFocus();
  await userEvent.keyboard("{Shift>}{Tab}{Tab}{Tab}{/Shift}");
  await expect.element(field("Title")).toHaveFocus();
});

test("Tab leads from the title to the tools where the text is not shown", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await line().click();
  await button("Preview").click();
  await field("Title").click();
  await userEvent.tab();
  await expect.element(button("Preview")).toHaveFocus();
});

test("the tools are one stop for Tab, and arrow keys move among them", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await line().click();
  await expect.element(field("Title")).toHaveFocus();
  await userEvent.tab();
  await expect.element(field("Content")).toHaveFocus();
  await userEvent.tab({ shift: true });
  await expect.element(button("Bold")).toHaveFocus();
  await userEvent.keyboard("{ArrowRight}");
  await expect.element(button("Italic")).toHaveFocus();
  await userEvent.keyboard("{End}");
  await expect.element(button("Preview")).toHaveFocus();
  await userEvent.keyboard("{ArrowRight}");
  await expect.element(button("Bold")).toHaveFocus();
  await userEvent.keyboard("{ArrowRight}");
  await userEvent.tab();
  await expect.element(field("Content")).toHaveFocus();
  await userEvent.tab({ shift: true });
  await expect.element(button("Italic")).toHaveFocus();
});

test("outside of the text Ctrl+K searches everything", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await line().click();
  await expect.element(field("Title")).toHaveFocus();
  await userEvent.keyboard("{Control>}k{/Control}");
  await expect.element(page.getByRole("combobox")).toHaveFocus();
  await userEvent.keyboard("Numbered{Enter}");
  await expect.element(field("Content")).toHaveValue("1. ");
});

test("a list goes on with Enter, and ends on an empty item", async () => {
  await open(aStatus(), feedOf(aPost(1)));
  await line().click();
  await field("Content").click();
  await userEvent.keyboard("- Flour{Enter}Water{Enter}{Enter}Done");
  await expect.element(field("Content")).toHaveValue("- Flour\n- Water\n\nDone");
  await userEvent.keyboard("{Enter}1. one{Shift>}{Enter}{/Shift}two");
  await expect.element(field("Content")).toHaveValue("- Flour\n- Water\n\nDone\n1. one\ntwo");
});

test("Enter of an input method is its own", async () => {
  const createPost = vi.fn<AccountCommands["createPost"]>(() => Promise.resolve(null));
  await open(aStatus(), { ...feedOf(aPost(1)), createPost });
  await line().click();
  await field("Title").fill("B");
  await field("Content").fill("- Flour");
  const press = (fields: KeyboardEventInit) => {
    const event = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...fields });
    field("Content").element().dispatchEvent(event);
    return event.defaultPrevented;
  };
  for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
    expect(press(composing)).toBe(false);
    expect(press({ ...composing, ctrlKey: true })).toBe(false);
  }
  expect(createPost).not.toHaveBeenCalled();
  await expect.element(field("Content")).toHaveValue("- Flour");
  expect(press({})).toBe(true);
});

test("beside the text its keys are for it, and where it is not shown for nothing", async () => {
  await writing("Flour");
  await page.getByRole("region", { name: "Preview" }).click();
  await userEvent.keyboard("{Control>}k{/Control}");
  await expect.element(field("Content")).toHaveValue("[Flour](https://)");
  await button("Preview").click();
  await userEvent.keyboard("{Control>}k{/Control}{Control>}b{/Control}");
  await expect.element(page.getByRole("combobox")).not.toBeInTheDocument();
  await button("Write").click();
  await expect.element(field("Content")).toHaveValue("[Flour](https://)");
});
