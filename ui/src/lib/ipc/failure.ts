// Converts whatever a command rejects with to one error type, so that nothing above has to guess.
import { t } from "$lib/i18n";
import type { CommandError, ErrorCode, Remedy } from "./types";

/** The error of a command, with a message that can be shown as it is. */
export class Failure extends Error implements CommandError {
  readonly code: ErrorCode;
  readonly fields: Record<string, string>;
  readonly remedy?: Remedy;
  /** The id of the request that the server failed at. */
  readonly request_id?: string;
  /** What helps whoever looks into it. No texts, passwords or tokens: only names and the message. */
  readonly details: string;

  constructor({ code, message, fields, remedy, request_id }: CommandError, command?: string) {
    super(message);
    this.name = "Failure";
    this.code = code;
    this.fields = fields;
    if (remedy !== undefined) this.remedy = remedy;
    if (request_id !== undefined) this.request_id = request_id;
    this.details = [
      `Hearth ${__HEARTH_VERSION__}`,
      `Time: ${new Date().toISOString()}`,
      ...(command === undefined ? [] : [`Command: ${command}`]),
      `Error: ${[code, ...Object.keys(fields)].join(" ")}`,
      ...(request_id === undefined ? [] : [`Request: ${request_id}`]),
      `Message: ${message}`,
    ].join("\n");
  }
}

/**
 * Converts anything thrown to a `Failure`. What is not a `CommandError` is a defect: it is logged, and described in
 * general words.
 */
export function toFailure(thrown: unknown, command?: string): Failure {
  if (thrown instanceof Failure) return thrown;
  if (isCommandError(thrown)) return new Failure(thrown, command);
  console.error(thrown);
  return new Failure({ code: "internal", message: t("common-defect"), fields: {} }, command);
}

function isCommandError(value: unknown): value is CommandError {
  return (
    typeof value === "object" &&
    value !== null &&
    "code" in value &&
    typeof value.code === "string" &&
    "message" in value &&
    typeof value.message === "string" &&
    "fields" in value &&
    typeof value.fields === "object" &&
    value.fields !== null
  );
}
