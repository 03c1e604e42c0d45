// Fixes dragging text out of a field. WebKit's Linux port deletes more or less than was dragged, or nothing, because
// the mouse changes the selection meanwhile.

import { on } from "svelte/events";

type Field = HTMLInputElement | HTMLTextAreaElement;
type Dragged = { field: Field; start: number; end: number; text: string };

/** Starts to watch drags. Returns a function that stops. */
export function fixTextDrags(): () => void {
  let dragged: Dragged | null = null;
  let copies = false;
  let arrived = false;

  const begin = ({ target }: Event) => {
    dragged = selectionIn(target);
    copies = false;
    arrived = false;
  };
  const drop = (event: DragEvent) => {
    copies = event.ctrlKey;
  };
  const refuse = (event: InputEvent) => {
    if (event.inputType === "deleteByDrag" && event.target === dragged?.field) event.preventDefault();
  };
  const arrive = (event: Event) => {
    arrived ||= event instanceof InputEvent && event.inputType === "insertFromDrop";
  };
  const end = () => {
    if (dragged !== null && arrived && !copies) takeAway(dragged);
    dragged = null;
  };

  const offs = [
    on(document, "dragstart", begin),
    on(document, "drop", drop),
    on(document, "beforeinput", refuse),
    on(document, "input", arrive),
    on(document, "dragend", end),
  ];
  return () => {
    for (const off of offs) off();
  };
}

function selectionIn(target: EventTarget | null): Dragged | null {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return null;
  const { selectionStart: start, selectionEnd: end, value } = target;
  // Some kinds of field do not tell.
  if (start === null || end === null) return null;
  return { field: target, start, end, text: value.slice(start, end) };
}

/** Deletes what was dragged where it was. What was inserted is selected now, perhaps in the same field. */
function takeAway({ field, start, end, text }: Dragged) {
  const landed = document.activeElement;
  const isHere = landed === field;
  const [from, to] = [field.selectionStart ?? 0, field.selectionEnd ?? 0];
  const shift = isHere && from <= start ? to - from : 0;
  if (field.value.slice(start + shift, end + shift) !== text) return;
  field.focus({ preventScroll: true });
  field.setSelectionRange(start + shift, end + shift);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else can be undone
  document.execCommand("delete");
  const back = from > start ? text.length : 0;
  if (isHere) field.setSelectionRange(from - back, to - back);
  else if (landed instanceof HTMLElement) landed.focus({ preventScroll: true });
}
