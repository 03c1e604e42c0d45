// An order in what the window learns. Answers come in any order, and events in between; of two that contradict each
// other the one counts that was asked for, or told, later.

let last = 0;

/** A moment after all before. Taken when something is asked for, it dates the answer. */
export function moment(): number {
  return ++last;
}
