// Names a person in the interface: others chose the name, and a server may take anything.
import { beginning } from "./beginning";
import { stripBidiAndZalgo } from "./strip-bidi-and-zalgo";

/** The most of a name that is shown, in UTF-16 code units. */
const SHOWN_MAX = 254;

/** The writing systems that are told apart. Others are seldom mixed to deceive. */
const LATIN = /\p{Script=Latin}/u;
const HAN = /\p{Script=Han}/u;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const HANGUL = /\p{Script=Hangul}/u;
const SCRIPTS = [
  LATIN,
  HAN,
  KANA,
  HANGUL,
  /\p{Script=Greek}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Arabic}/u,
  /\p{Script=Cherokee}/u,
  /\p{Script=Georgian}/u,
];

/** Writing systems that are usual within one word. */
const TOGETHER = [
  [LATIN, HAN, KANA],
  [LATIN, HAN, HANGUL],
];

/** Returns the name that a person has chosen, or else the address, as it may be shown. */
export function personName({
  email,
  display_name,
}: {
  email: string;
  display_name?: string | undefined;
}): string {
  const name = stripBidiAndZalgo(display_name ?? "").trim();
  return beginning(name === "" ? stripBidiAndZalgo(email) : name, SHOWN_MAX);
}

/** Returns the name with the address behind it, which tells people of one name apart; the address alone where there is no name. */
export function nameWithAddress(person: { email: string; display_name?: string | undefined }): string {
  const name = personName(person);
  const address = personName({ email: person.email });
  return name === address ? address : `${name} (${address})`;
}

/** Tells whether a word mixes letters of different alphabets, as names do that imitate others. */
export function mixesAlphabets(name: string): boolean {
  return name
    .normalize("NFKC")
    .split(/[\s@.]+/)
    .some((word) => {
      const found = SCRIPTS.filter((script) => script.test(word));
      return found.length > 1 && !TOGETHER.some((usual) => found.every((script) => usual.includes(script)));
    });
}
