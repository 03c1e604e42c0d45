// Remembers what was selected in the sheet: the engine forgets it in what it no longer shows.

type Field = HTMLInputElement | HTMLTextAreaElement;

export class SheetSelection {
  #left: { field: Field; start: number; end: number } | null = null;

  /** Notes what is selected in the field that has the focus, if it is one of these. */
  note(...fields: (Field | undefined)[]) {
    const field = fields.find((one) => one !== undefined && one === document.activeElement);
    if (field) this.#left = { field, start: field.selectionStart ?? 0, end: field.selectionEnd ?? 0 };
  }

  /** Selects it again, or puts the caret behind what is in a field. */
  restore(otherwise: Field | undefined) {
    const left = this.#left;
    const field = left?.field ?? otherwise;
    field?.focus();
    field?.setSelectionRange(left?.start ?? field.value.length, left?.end ?? field.value.length);
  }
}
