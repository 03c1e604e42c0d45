// Whether posts show their pictures without being asked. The shell stores it for each server; this holds it for the present one.
class Pictures {
  #shown = $state(false);

  get shown(): boolean {
    return this.#shown;
  }

  /** Takes over what the shell says of the server that is shown. */
  adopt(shown: boolean) {
    this.#shown = shown;
  }
}

export const pictures = new Pictures();
