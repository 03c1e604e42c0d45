// Calls a command of the shell; a rejection becomes a Failure.
import { invoke, type InvokeArgs } from "@tauri-apps/api/core";
import { toFailure } from "./failure";

/** Calls a command by its name in Rust. */
export async function call<Answer>(command: string, args?: InvokeArgs): Promise<Answer> {
  try {
    return await invoke<Answer>(command, args);
  } catch (thrown) {
    throw toFailure(thrown, command);
  }
}
